/// A key that signs for a member, and since when.
///
/// Spec: Docs/ADR/0005-who-signs.md.
package struct KeyLeaf: Hashable, Sendable {
    package let member: MemberID
    package let key: MemberKey
    /// The first height at which it signs.
    package let from: Height
    /// The first height at which it no longer does.
    package var revokedAt: Height?

    package init(member: MemberID, key: MemberKey, from: Height, revokedAt: Height? = nil) {
        self.member = member
        self.key = key
        self.from = from
        self.revokedAt = revokedAt
    }

    /// Whether it signs for the member at this height.
    package func isInForce(at height: Height) -> Bool {
        from <= height && (revokedAt.map { height < $0 } ?? true)
    }
}

extension KeyLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 4)
        writer.value(member)
        writer.value(key)
        writer.value(from)
        writer.optional(revokedAt)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 4)
        member = try reader.value(MemberID.self)
        key = try reader.value(MemberKey.self)
        from = try reader.value(Height.self)
        revokedAt = try reader.optional(Height.self)
    }
}
