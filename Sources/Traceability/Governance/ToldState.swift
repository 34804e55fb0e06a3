package import LedgerCore

/// The part of a state that a proposal reads, as somebody told it.
package struct ToldState: StateReading, Hashable, Sendable {
    private let values: [StateKey: Bytes]

    init(of proposal: Proposal, in state: some StateReading) throws(StateReadError) {
        var values: [StateKey: Bytes] = [:]
        for key in try proposal.keysRead(in: state) { values[key] = try state.value(for: key) }
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
    fileprivate func keysRead(in state: some StateReading) throws(StateReadError) -> [StateKey] {
        var keys: [StateKey] = [.administrators, .validators, .parameters, .rules, .rulePacks]
        let packs = try state.leaf(RulePacksLeaf.self, at: .rulePacks) ?? RulePacksLeaf()
        keys += [packs.inForce, packs.next?.number ?? 0].filter { $0 > 0 }.map(StateKey.rulePack)
        for change in changes { keys += try change.keysRead(in: state) }
        return keys
    }
}

extension GovernanceChange {
    fileprivate func keysRead(in state: some StateReading) throws(StateReadError) -> [StateKey] {
        switch self {
        case .setMember(let id, let member):
            [.member(id)] + member.partyTexts.map(StateKey.party)
        case .addKey(let member, let key): [.member(member), .key(key.key.id)]
        case .revokeKey(let key): [.key(key)]
        case .setAdministrators(let administrators): administrators.keys.map { .key($0.id) }
        case .addValidator(let candidate), .rotateValidator(let candidate):
            candidate.record.keysByPurpose.map { .key($0.key.id) }
        case .setPlot(let key, let plot):
            try [.plot(key), .member(plot.owner)] + plot.keysRead(inPlaceOf: key, in: state)
        case .setFacility(let key, let facility):
            try [.facility(key)] + facility.holdersRead(inPlaceOf: key, in: state)
        case .revokeCertificate(let certificate, _, _): [.certificate(certificate)]
        case .setProduct, .setParameters, .removeValidator, .setValidatorAddress, .setRuleVersion,
            .setRulePack:
            []
        }
    }
}

extension PlotLeaf {
    /// The squares of the grid that it reaches into, or did before, and the plots found there.
    fileprivate func keysRead(
        inPlaceOf key: String, in state: some StateReading
    ) throws(StateReadError) -> [StateKey] {
        let before = try state.leaf(PlotLeaf.self, at: .plot(key))?.ring
        let rings = [before, ring].compactMap(\.self).filter { !$0.points.isEmpty }
        var keys: [StateKey] = []
        for cell in rings.flatMap({ LandRules().cells(of: $0.bounds) ?? [] }) {
            keys.append(.plotCell(cell))
            let leaf = try state.leaf(PlotCellLeaf.self, at: .plotCell(cell))
            keys += leaf?.plots.map(StateKey.plot) ?? []
        }
        return keys
    }
}

extension FacilityLeaf {
    /// The holder, the one before, and how many works each has.
    fileprivate func holdersRead(
        inPlaceOf key: String, in state: some StateReading
    ) throws(StateReadError) -> [StateKey] {
        let before = try state.leaf(FacilityLeaf.self, at: .facility(key))?.holder
        let works = ([holder] + [before].compactMap(\.self)).map { StateKey.works(of: $0) }
        return [.member(holder)] + works
    }
}
