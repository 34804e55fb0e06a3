package import LedgerCore

/// The part of a state that a proposal reads, as somebody told it.
package struct ToldState: StateReading, Hashable, Sendable {
    private let values: [StateKey: Bytes]

    init(of proposal: Proposal, in state: some StateReading) throws(StateReadError) {
        var values: [StateKey: Bytes] = [:]
        for key in proposal.keysRead { values[key] = try state.value(for: key) }
        self.values = values
    }

    package func value(for key: StateKey) throws(StateReadError) -> Bytes? { values[key] }
}

extension ToldState: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: values.count)
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            writer.array(count: 3)
            writer.unsigned(UInt64(key.type.rawValue))
            writer.bytes(key.id)
            writer.bytes(value)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        var values: [StateKey: Bytes] = [:]
        var last: StateKey?
        for _ in 0..<(try reader.arrayCount()) {
            let start = reader.offset
            try reader.array(count: 3)
            let type = StateType(try reader.unsigned(UInt8.self))
            let key = StateKey(type, try reader.bytes())
            try reader.require(last.map { $0 < key } ?? true, "keys in order", at: start)
            values[key] = try reader.bytes()
            last = key
        }
        self.values = values
    }
}

extension Proposal {
    /// Every key that executing the proposal reads, beside what it writes itself.
    fileprivate var keysRead: [StateKey] {
        [.administrators, .validators, .parameters, .rules] + changes.flatMap(\.keysRead)
    }
}

extension GovernanceChange {
    fileprivate var keysRead: [StateKey] {
        switch self {
        case .setMember(let id, let member):
            [.member(id)] + member.partyTexts.map(StateKey.party)
        case .addKey(let member, let key): [.member(member), .key(key.key.id)]
        case .revokeKey(let key): [.key(key)]
        case .setAdministrators(let administrators): administrators.keys.map { .key($0.id) }
        case .addValidator(let candidate), .rotateValidator(let candidate):
            candidate.record.keysByPurpose.map { .key($0.key.id) }
        case .setPlot(let key, let plot): [.plot(key), .member(plot.owner)]
        case .setRulePack: [.rulePacks]
        case .setProduct, .setParameters, .removeValidator, .setValidatorAddress, .setRuleVersion:
            []
        }
    }
}
