/// A member as the registry has it.
///
/// Spec: Docs/Spec/Rules.md §5, §9.
package struct MemberLeaf: Hashable, Sendable {
    package static let nameBytesMax = 255
    package static let partiesMax = 64

    package var name: String
    /// Sorted, each once.
    package var roles: [Role]
    package var scope: MemberScope
    /// Keys of identifiers, beyond its location numbers, that stand for the member in events; sorted.
    package var parties: [String]
    /// Whether it may record nothing for now.
    package var isSuspended: Bool

    package init(
        name: String, roles: some Collection<Role>, scope: MemberScope,
        parties: some Collection<String> = [], isSuspended: Bool = false
    ) {
        self.name = name
        self.roles = Set(roles).sorted()
        self.scope = scope
        self.parties = Set(parties).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        self.isSuspended = isSuspended
    }
}

extension MemberLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 5)
        writer.text(name)
        writer.array(roles)
        writer.value(scope)
        writer.array(parties)
        writer.bool(isSuspended)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 5)
        let offset = reader.offset
        let name = try reader.text(max: MemberLeaf.nameBytesMax)
        let roles = try reader.array(of: Role.self, max: Role.allCases.count)
        let scope = try reader.value(MemberScope.self)
        let parties = try reader.array(of: String.self, max: MemberLeaf.partiesMax)
        self.init(
            name: name, roles: roles, scope: scope, parties: parties,
            isSuspended: try reader.bool())
        guard self.roles == roles, self.parties == parties else {
            throw CBORError(.invalid("roles and parties sorted, each once"), at: offset)
        }
    }
}
