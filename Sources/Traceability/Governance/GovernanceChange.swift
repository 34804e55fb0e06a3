package import LedgerCore

/// One thing that the administrators decide.
///
/// Spec: Docs/Spec/Rules.md §9.
package enum GovernanceChange: Hashable, Sendable {
    case setMember(MemberID, MemberLeaf)
    case addKey(MemberID, MemberKey)
    case revokeKey(KeyID)
    case setAdministrators(Administrators)
    case setParameters(ChainParameters)
}

extension GovernanceChange {
    /// What no chain can live with, whatever its state; nil when it is sound.
    var fault: String? {
        switch self {
        case .addKey, .revokeKey: nil
        case .setMember(_, let member):
            member.parties.allSatisfy(Party.isWritten)
                ? nil : "party ids as events give them: the key of a URI, not of a place"
        case .setAdministrators(let administrators):
            Set(administrators.keys).count == administrators.keys.count
                && !administrators.keys.isEmpty
                && administrators.quorum >= Administrators.quorumMin(of: administrators.keys.count)
                && administrators.quorum <= UInt64(administrators.keys.count)
                ? nil : "a quorum of the administrators that they can meet"
        case .setParameters(let parameters): parameters.fault.map { "\($0)" }
        }
    }
}

extension GovernanceChange: CBORCodable {
    private enum Tag: UInt64 {
        case setMember = 1
        case addKey = 2
        case revokeKey = 3
        case setAdministrators = 4
        case setParameters = 5
    }

    package func encode(into writer: inout CBORWriter) {
        switch self {
        case .setMember(let id, let member):
            writer.array(count: 3)
            writer.unsigned(Tag.setMember.rawValue)
            writer.value(id)
            writer.value(member)
        case .addKey(let member, let key):
            writer.array(count: 3)
            writer.unsigned(Tag.addKey.rawValue)
            writer.value(member)
            writer.value(key)
        case .revokeKey(let key):
            writer.array(count: 2)
            writer.unsigned(Tag.revokeKey.rawValue)
            writer.value(key)
        case .setAdministrators(let administrators):
            writer.array(count: 2)
            writer.unsigned(Tag.setAdministrators.rawValue)
            writer.value(administrators)
        case .setParameters(let parameters):
            writer.array(count: 2)
            writer.unsigned(Tag.setParameters.rawValue)
            writer.value(parameters)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        let count = try reader.arrayCount()
        switch (Tag(rawValue: try reader.unsigned()), count) {
        case (.setMember, 3):
            self = .setMember(try reader.value(MemberID.self), try reader.value(MemberLeaf.self))
        case (.addKey, 3):
            self = .addKey(try reader.value(MemberID.self), try reader.value(MemberKey.self))
        case (.revokeKey, 2): self = .revokeKey(try reader.value(KeyID.self))
        case (.setAdministrators, 2):
            self = .setAdministrators(try reader.value(Administrators.self))
        case (.setParameters, 2): self = .setParameters(try reader.value(ChainParameters.self))
        default: throw CBORError(.invalid("a change"), at: offset)
        }
        if let fault { throw CBORError(.invalid(fault), at: offset) }
    }
}
