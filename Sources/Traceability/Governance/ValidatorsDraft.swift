import LedgerCore

/// The validators of the next height, while a proposal changes them.
///
/// Spec: Docs/Spec/Rules.md §10.
struct ValidatorsDraft {
    /// As the proposal found them; other proposals of the block may have changed them.
    private let before: ValidatorsLeaf
    private var records: [ValidatorRecord]

    init(in state: StateOverlay) throws(Stop) {
        let leaf = try reading { () throws(StateReadError) in try Registry.validators(in: state) }
        guard let leaf else {
            throw .unreadable(StateReadError(reason: "the state has no validators"))
        }
        before = leaf
        records = leaf.validators
    }

    mutating func add(_ candidate: ValidatorCandidate, on chain: ChainID) throws(Stop) {
        guard index(of: candidate.record.name) == nil else {
            throw .refused(.validatorKnown(candidate.record.name))
        }
        try requireProof(of: candidate, on: chain)
        records.append(candidate.record)
    }

    mutating func remove(_ name: MemberID) throws(Stop) {
        records.remove(at: try place(of: name))
    }

    mutating func rotate(to candidate: ValidatorCandidate, on chain: ChainID) throws(Stop) {
        let place = try place(of: candidate.record.name)
        try requireProof(of: candidate, on: chain)
        records[place] = candidate.record
    }

    mutating func move(_ name: MemberID, to address: String) throws(Stop) {
        let place = try place(of: name)
        records[place] = records[place].moved(to: address)
    }

    private func index(of name: MemberID) -> Int? {
        records.firstIndex { $0.name == name }
    }

    private func place(of name: MemberID) throws(Stop) -> Int {
        guard let index = index(of: name) else { throw .refused(.unknownSubject(name.text)) }
        return index
    }

    private func requireProof(
        of candidate: ValidatorCandidate, on chain: ChainID
    ) throws(Stop) {
        if let key = candidate.unprovenKey(on: chain) {
            throw .refused(.possessionUnproven(key, of: candidate.record.name))
        }
    }

    /// Refuses a key that is a validator's.
    func requireNone(of key: KeyID) throws(Stop) {
        for record in records {
            for use in record.keysByPurpose where use.key.id == key {
                throw .refused(.keyInUse(key, use: "the \(use.purpose) of \(record.name)"))
            }
        }
    }
}

/// What a proposal comes to.
extension ValidatorsDraft {
    /// Judges the validators as they now are, and has them decide from the next height on.
    func finish(at height: Height, state: inout StateOverlay) throws(Stop) {
        guard records != before.validators else { return }
        guard (1...ValidatorSet.countMax).contains(records.count) else {
            throw .refused(.validatorCount(records.count, max: ValidatorSet.countMax))
        }
        let inForce = try reading { () throws(StateReadError) in
            try Registry.validators(at: height, in: state)
        }
        guard let inForce else {
            throw .unreadable(StateReadError(reason: "nobody is to decide height \(height)"))
        }
        let changed = ValidatorsDraft.changes(from: inForce.validators, to: records)
        let changesMax = max(1, inForce.set.faultyMax)
        guard changed <= changesMax else {
            throw .refused(.tooManyValidatorChanges(changed, max: changesMax))
        }
        try requireKeysOfTheirOwn(in: state)
        // A set of this block's earlier proposals decided nothing and is no former one.
        let isFirst = before.from <= height
        if isFirst { state.set(before.encoded(), for: .formerValidators(before.number)) }
        let leaf = ValidatorsLeaf(
            number: before.number + (isFirst ? 1 : 0), from: height.next, validators: records)
        guard let leaf else { preconditionFailure("validators that were judged are unsound") }
        state.set(leaf.encoded(), for: .validators)
    }

    /// How many validators were added, removed or have other keys.
    static func changes(from before: [ValidatorRecord], to after: [ValidatorRecord]) -> Int {
        let added = after.count { record in !before.contains { $0.name == record.name } }
        return before.reduce(added) { count, record in
            let isSame = after.contains { $0.name == record.name && $0.hasKeys(of: record) }
            return isSame ? count : count + 1
        }
    }

    /// The keys of whoever is new or has others: nobody else's, and each for one purpose.
    private func requireKeysOfTheirOwn(in state: StateOverlay) throws(Stop) {
        var uses: [KeyID: String] = [:]
        for record in records {
            let known = before[record.name]
            let isNew = known.map { !$0.hasKeys(of: record) } ?? true
            // Peers know a node by it: two of them with one digest could not be told apart.
            if let digest = record.tlsKeyDigest,
                let use = uses.updateValue("TLS of \(record.name)", forKey: KeyID(digest))
            {
                throw .refused(.keyInUse(KeyID(digest), use: use))
            }
            for (purpose, key) in record.keysByPurpose {
                let id = key.id
                if let use = uses.updateValue("the \(purpose) of \(record.name)", forKey: id) {
                    throw .refused(.keyInUse(id, use: use))
                }
                guard isNew else { continue }
                try Governance.requireNoMembers(id, in: state)
                try Governance.requireNoAdministrators(id, in: state)
            }
        }
    }
}
