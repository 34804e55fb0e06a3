package import LedgerCore

/// What stands in an event in place of a value that only some may read: a commitment to it.
///
/// In JSON an object with one member, whose name is written in full, so that no prefix has to be
/// declared for it: `{"https://daftar.tj/voc/sealed": "<64 hexadecimal digits>"}`.
///
/// Spec: Docs/Spec/Sealing.md §2.
package struct SealedField: Hashable, Sendable {
    package let commitment: Digest

    package static let name = "https://daftar.tj/voc/sealed"

    package init(_ commitment: Digest) {
        self.commitment = commitment
    }

    package var value: JSONValue {
        .object(JSONObject(members: [.init(name: Self.name, value: .string(commitment.hex))]))
    }

    /// Nil for anything but the one spelling that ``value`` has.
    package init?(_ value: JSONValue) {
        guard let members = value.object?.members, members.count == 1,
            members[0].name == Self.name, let text = members[0].value.string,
            let commitment = Digest(hex: text), commitment.hex == text
        else { return nil }
        self.commitment = commitment
    }
}
