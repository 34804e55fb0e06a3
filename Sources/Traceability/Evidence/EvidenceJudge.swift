import LedgerCore

/// Puts validators on record who broke the rules of the agreement.
///
/// Spec: Docs/Spec/Rules.md §12.
struct EvidenceJudge {
    let context: BlockContext
    let transaction: TransactionID

    /// What is cheap to see is judged before any signature is checked.
    ///
    /// - Returns: the records that were added, at least one.
    func record(
        _ evidence: Evidence, state: inout StateOverlay
    ) throws(Stop) -> [EvidenceLeaf] {
        guard evidence.height <= context.height else {
            throw .refused(.evidenceAhead(height: evidence.height, latest: context.height))
        }
        let notProven = Stop.refused(.evidenceNotProven(height: evidence.height))
        guard let validators = try validators(of: evidence, in: state) else { throw notProven }
        let accused = evidence.accused(in: validators.set)
        var isNew: [KeyID: Bool] = [:]
        for key in accused {
            isNew[key] =
                try Governance.read(
                    UInt64.self, at: .evidenceNumber(of: key, at: evidence.height), in: state)
                == nil
        }
        guard let first = accused.first else { throw notProven }
        guard accused.contains(where: { isNew[$0] == true }) else {
            let name = validators.validator(voting: first)?.name
            guard let name else { preconditionFailure("a voter without a record") }
            throw .refused(.evidenceRecorded(name, height: evidence.height))
        }
        let guilty = evidence.guilty(in: validators.set, on: context.chain)
        guard !guilty.isEmpty else { throw notProven }
        return try add(
            guilty.filter { isNew[$0] == true }, of: validators, by: evidence, state: &state)
    }

    private func validators(
        of evidence: Evidence, in state: StateOverlay
    ) throws(Stop) -> ValidatorsLeaf? {
        try reading { () throws(StateReadError) in
            try Registry.validators(at: evidence.height, in: state)
        }
    }

    private func add(
        _ guilty: [KeyID], of validators: ValidatorsLeaf, by evidence: Evidence,
        state: inout StateOverlay
    ) throws(Stop) -> [EvidenceLeaf] {
        var count = try Governance.read(UInt64.self, at: .evidenceCount, in: state) ?? 0
        var added: [EvidenceLeaf] = []
        for key in guilty {
            guard let validator = validators.validator(voting: key) else {
                preconditionFailure("a voter without a record")
            }
            let leaf = EvidenceLeaf(
                kind: evidence.kind, validator: validator.name, key: key, height: evidence.height,
                round: evidence.round, transaction: transaction.digest,
                recordedAt: context.height)
            state.set(leaf.encoded(), for: .evidence(count))
            state.set(
                count.encoded(), for: .evidenceNumber(of: key, at: evidence.height))
            added.append(leaf)
            count += 1
        }
        state.set(count.encoded(), for: .evidenceCount)
        return added
    }
}
