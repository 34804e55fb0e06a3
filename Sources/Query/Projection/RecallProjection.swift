import EPCIS
import GRDB
import Storage

/// Writes which things an event calls back, or lets go again.
///
/// Spec: Docs/Spec/Recall.md §5.
struct RecallProjection {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    func write(
        _ event: EPCISEvent, _ number: Int64, _ mentions: [EventMentions.Mention],
        _ names: inout NameCache
    ) throws(StorageError) {
        guard let lifts = event.liftsRecall else { return }
        let insert = try PreparedStatement(
            database,
            "INSERT OR IGNORE INTO recalls (lot, event, lifts, reason) VALUES (?, ?, ?, ?)")
        for mention in mentions where mention.role != .inputEPC && mention.role != .inputClass {
            try insert.run(
                .integer(try names.id(of: mention.key.text, in: database)), .integer(number),
                .integer(lifts ? 1 : 0), .optional(event.recallReason))
        }
    }
}

extension EPCISEvent {
    /// False for an event that calls back what it is about, true for one that lets it go; nil for
    /// any other.
    fileprivate var liftsRecall: Bool? {
        let isRecalled = { (term: VocabularyTerm) in term.name == "recalled" }
        if disposition.map(isRecalled) ?? false { return false }
        guard let persistentDisposition else { return nil }
        if persistentDisposition.set.contains(where: isRecalled) { return false }
        return persistentDisposition.unset.contains(where: isRecalled) ? true : nil
    }

    /// What it says of the reason, in the words of whoever called back.
    fileprivate var recallReason: String? {
        extensions.first { namespaces.expand($0.name) == recallReasonName }?.value.string
    }
}

private let recallReasonName = "https://daftar.tj/voc/recallReason"
