/// A member that a chain begins with.
package struct GenesisMember: Hashable, Sendable {
    package let id: MemberID
    /// The name people know it by.
    package let name: String
    /// Such as `farm`, `processor`, `regulator`; ascending, none twice.
    package let roles: [String]
    package let scope: MemberScope
    package let keys: [MemberKey]

    package init(
        id: MemberID, name: String, roles: [String], scope: MemberScope, keys: [MemberKey]
    ) {
        self.id = id
        self.name = name
        self.roles = sortedWithoutRepeats(roles)
        self.scope = scope
        self.keys = keys.sorted { $0.key.id < $1.key.id }
    }
}

/// A key that signs for a member, and who holds it.
package struct MemberKey: Hashable, Sendable {
    package enum Holder: UInt64, Hashable, Sendable {
        /// The member itself; no node sees the secret.
        case member = 0
        /// A node that signs for the member, because the member's record says it may.
        case gateway = 1
    }

    package let key: PublicKey
    package let holder: Holder

    package init(key: PublicKey, holder: Holder) {
        self.key = key
        self.holder = holder
    }
}

/// What a member may create lots and places under.
package struct MemberScope: Hashable, Sendable {
    /// Under any identifier whatever: for sandboxes.
    package let isEverything: Bool
    /// GS1 company prefixes, digits.
    package let companyPrefixes: [String]
    /// Global location numbers, 13 digits.
    package let locationNumbers: [String]
    /// Beginnings of URIs, for identifiers without a GS1 prefix.
    package let uriPrefixes: [String]

    package static let everything = MemberScope(isEverything: true)
    package static let nothing = MemberScope()

    /// The lists are kept ascending, with nothing twice.
    package init(
        isEverything: Bool = false, companyPrefixes: [String] = [],
        locationNumbers: [String] = [], uriPrefixes: [String] = []
    ) {
        self.isEverything = isEverything
        self.companyPrefixes = sortedWithoutRepeats(companyPrefixes)
        self.locationNumbers = sortedWithoutRepeats(locationNumbers)
        self.uriPrefixes = sortedWithoutRepeats(uriPrefixes)
    }
}

/// Ascending by UTF-8 bytes, which is the same on every machine.
private func sortedWithoutRepeats(_ texts: [String]) -> [String] {
    Set(texts).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

extension GenesisMember: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 5)
        writer.value(id)
        writer.text(name)
        writer.array(roles)
        writer.value(scope)
        writer.array(keys)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        try reader.array(count: 5)
        let member = GenesisMember(
            id: try MemberID(from: &reader), name: try reader.text(max: 255),
            roles: try reader.array(of: String.self), scope: try MemberScope(from: &reader),
            keys: try reader.array(of: MemberKey.self))
        try reader.require(
            member.encoded() == reader.bytes(since: start), "a member with sorted lists",
            at: start)
        self = member
    }
}

extension MemberKey: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(key)
        writer.unsigned(holder.rawValue)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        key = try PublicKey(from: &reader)
        let start = reader.offset
        guard let holder = Holder(rawValue: try reader.unsigned()) else {
            throw CBORError(.invalid("0 for the member or 1 for a gateway"), at: start)
        }
        self.holder = holder
    }
}

extension MemberScope: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 4)
        writer.bool(isEverything)
        writer.array(companyPrefixes)
        writer.array(locationNumbers)
        writer.array(uriPrefixes)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        try reader.array(count: 4)
        let scope = MemberScope(
            isEverything: try reader.bool(), companyPrefixes: try reader.array(of: String.self),
            locationNumbers: try reader.array(of: String.self),
            uriPrefixes: try reader.array(of: String.self))
        try reader.require(
            scope.encoded() == reader.bytes(since: start), "a scope with sorted lists", at: start)
        self = scope
    }
}
