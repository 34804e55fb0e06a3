package import LedgerCore
import Traceability

/// Who asks.
///
/// Spec: Docs/Spec/Visibility.md §1.
package struct Reader: Hashable, Sendable {
    /// Nil for one without a token.
    package let member: MemberID?
    /// Texts that stand for the member in events: its id, its URI, keys of its identifiers.
    package let identities: [String]
    /// Whether it reads as one who supervises.
    package let supervises: Bool

    /// The node itself: for what it checks, and does not show.
    package static let node = Reader(member: nil, identities: [], supervises: true)
    package static let anonymous = Reader(member: nil, identities: [], supervises: false)
    private static let supervisors: Set<Role> = [.inspector, .customs, .regulator]

    private init(member: MemberID?, identities: [String], supervises: Bool) {
        self.member = member
        self.identities = identities
        self.supervises = supervises
    }

    /// Whether it may have whole contents that a member sent.
    ///
    /// Spec: Docs/Spec/Visibility.md §8.
    package func readsContent(of sender: String) -> Bool {
        supervises || member?.text == sender
    }

    /// Whether it recorded an event, or had another record it.
    func isRecorder(of member: String, _ delegate: String?) -> Bool {
        guard let own = self.member?.text else { return false }
        return own == member || own == delegate
    }

    /// A user of a member: all of them read alike, administrators of a node too. Who is suspended reads
    /// what it recorded and what names it, and supervises nothing.
    package init(_ id: MemberID, _ leaf: MemberLeaf) {
        let own = [Party.memberNamespace + id.text, id.text]
        self.init(
            member: id,
            identities: own + leaf.scope.locationNumbers.map { "/417/" + $0 } + leaf.parties,
            supervises: !leaf.isSuspended && !Reader.supervisors.isDisjoint(with: leaf.roles))
    }
}
