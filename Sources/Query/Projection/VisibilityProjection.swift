import EPCIS
import GRDB
import LedgerCore
import Storage

/// Writes who is party to events and who is a chain partner of lots.
///
/// Spec: Docs/Spec/Visibility.md §1.
struct VisibilityProjection {
    private let database: Database
    private let insertParty: PreparedStatement
    private let insertPartner: PreparedStatement
    private let selectPartner: PreparedStatement

    init(_ database: Database) throws(StorageError) {
        self.database = database
        insertParty = try PreparedStatement(
            database, "INSERT OR IGNORE INTO parties (event, name) VALUES (?, ?)")
        insertPartner = try PreparedStatement(
            database, "INSERT OR IGNORE INTO partners (lot, name) VALUES (?, ?)")
        selectPartner = try PreparedStatement(
            database, "SELECT 1 FROM partners WHERE lot = ? AND name = ?")
    }

    func write(
        _ facts: AcceptedEventFacts, _ event: EPCISEvent, _ number: Int64, by member: MemberID,
        _ names: inout NameCache
    ) throws(StorageError) {
        let parties = EventParties(
            of: event, recordedBy: [member.text] + (facts.principal.map { [$0.text] } ?? []),
            postings: facts.postings)
        for party in parties.names where facts.principal != nil || party != member.text {
            try insertParty.run(
                .integer(number), .integer(try names.id(of: party, in: database)))
        }
        for posting in facts.postings { try writePartners(posting, &names) }
    }

    /// Who made a lot, who had some of it that the ledger counted, and whom one of these sent some.
    ///
    /// To say that one has received goods makes nobody a partner: a competitor could say it of any lot.
    private func writePartners(
        _ posting: PostingFacts, _ names: inout NameCache
    ) throws(StorageError) {
        let lot = SQLValue.integer(try names.id(of: posting.lot, in: database))
        let holder = SQLValue.integer(try names.id(of: posting.holder.text, in: database))
        if posting.cause == PostingFacts.createdCause || posting.stock.accounted > 0 {
            try insertPartner.run(lot, holder)
        }
        guard posting.cause == PostingFacts.shippedCause, let receiver = posting.counterparty,
            try selectPartner.first(lot, holder, read: { _ in true }) == true
        else { return }
        try insertPartner.run(lot, .integer(try names.id(of: receiver, in: database)))
    }
}
