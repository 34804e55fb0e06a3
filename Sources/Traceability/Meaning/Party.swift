package import EPCIS
package import LedgerCore

/// How the parties of an event are named.
///
/// Spec: Docs/Spec/Rules.md §3.
package enum Party {
    /// A member may be named by this and its id.
    package static let memberNamespace = "https://daftar.tj/member/"

    /// The one text for a party: its GLN whatever it was written as, else the key itself.
    ///
    /// Places of one GLN are one party.
    package static func text(of key: ObjectKey) -> String {
        key.gln.map { "/417/" + $0 } ?? key.text
    }

    /// Whether a text is what `text(of:)` gives, so that an event can name the party.
    static func isWritten(_ party: String) -> Bool {
        guard let key = try? ObjectKey(parsing: party) else { return false }
        return text(of: key) == party && key.gln == nil
    }

    /// The party of a list that holds the goods: possessing party, else owner, else place.
    static func holder(in list: [SourceOrDestination]) -> String? {
        for type in ["possessing_party", "owning_party", "location"] {
            if let entry = list.first(where: { $0.type.name == type }) {
                return text(of: entry.id.key)
            }
        }
        return nil
    }

    /// The member that a text of ours names.
    package static func member(named text: String) -> MemberID? {
        guard text.hasPrefix(memberNamespace) else { return nil }
        return MemberID(String(text.dropFirst(memberNamespace.count)))
    }
}
