import EPCIS
import LedgerCore
import Storage
import Traceability

/// Who is given a private value: the one place that says so.
///
/// Spec: Docs/Spec/Sealing.md §6.
struct OpeningReaders: Sendable {
    private let member: MemberID
    /// Texts of the parties that stand for the member.
    private let parties: Set<String>

    /// What the registry says of who asks.
    init(_ principal: Principal, in state: some StateReading) throws(StateReadError) {
        member = principal.member
        var parties: Set = [Party.memberNamespace + member.text]
        if let leaf = try Registry.member(member, in: state) {
            parties.formUnion(leaf.parties)
            parties.formUnion(leaf.scope.locationNumbers.map { "/417/" + $0 })
        }
        self.parties = parties
    }

    /// Whether whoever asks is the owner's, or of a party that the owner's document names.
    func mayRead(_ record: OpeningRecord) -> Bool {
        record.member == member || record.readers.contains { parties.contains($0) }
    }

    /// The text by which a party is compared; nil for what is no identifier.
    static func text(_ party: String) -> String? {
        (try? ObjectKey(parsing: party)).map(Party.text(of:))
    }
}
