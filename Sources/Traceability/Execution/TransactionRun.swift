import LedgerCore

/// One transaction at its place in a block.
struct TransactionRun {
    let transaction: PreparedTransaction
    /// Index in the block.
    let index: UInt32
    let context: BlockContext
    let parameters: ChainParameters
    let rules: Rules
    let limits: RulePack

    private var header: TransactionHeader { transaction.signed.header }

    /// Judges the transaction. Refused, it leaves its spent id and nothing else.
    func execute(
        state: inout StateOverlay
    ) throws(StateReadError) -> (Outcome, TransactionEffects.Content) {
        do throws(Stop) {
            let signer = try admit(state: &state)
            switch (transaction.content, signer) {
            case (.unreadable(let error), _): return (Outcome(.refused(error.refusal)), .nothing)
            case (.evidence(let evidence), _): return try execute(evidence, state: &state)
            case (.governance(let proposal), .member): return try execute(proposal, state: &state)
            case (.capture(let capture), .member(let record)):
                return try execute(capture, record, state: &state)
            case (.governance, .validator), (.capture, .validator):
                preconditionFailure("a validator was admitted with something else than evidence")
            }
        } catch {
            switch error {
            case .refused(let refusal, at: let part):
                return (Outcome(.refused(refusal.refusal(at: part?.pointer ?? ""))), .nothing)
            case .unreadable(let error): throw error
            }
        }
    }

    private func execute(
        _ proposal: SignedProposal, state: inout StateOverlay
    ) throws(Stop) -> (Outcome, TransactionEffects.Content) {
        let savepoint = state.savepoint()
        do throws(Stop) {
            try Governance.execute(
                proposal, context: context,
                standing: Governance.Standing(rules: rules, limits: limits), state: &state)
        } catch {
            state.rollback(to: savepoint)
            throw error
        }
        return (Outcome(.done), .governance(proposal.proposal.changes))
    }

    private func execute(
        _ evidence: Evidence, state: inout StateOverlay
    ) throws(Stop) -> (Outcome, TransactionEffects.Content) {
        let judge = EvidenceJudge(context: context, transaction: transaction.id)
        let records = try judge.record(evidence, state: &state)
        return (Outcome(.done), .evidence(records))
    }

    private func execute(
        _ capture: PreparedCapture, _ record: MemberLeaf, state: inout StateOverlay
    ) throws(Stop) -> (Outcome, TransactionEffects.Content) {
        let count = capture.events.count
        guard count <= parameters.captureEventsMax else {
            throw .refused(.tooManyEvents(count: count, max: parameters.captureEventsMax))
        }
        let facts = EventFacts(
            member: header.member, record: record, transaction: transaction.id,
            place: EventReference(height: context.height, transaction: index, event: 0),
            blockTime: context.time, rules: rules, limits: limits)
        var run = CaptureRun(capture, parameters: parameters, facts: facts, state: &state)
        defer { state = run.balance.state }
        return try run.execute()
    }
}

/// The rules before the content, in the order of Docs/Spec/Rules.md §6.
extension TransactionRun {
    /// - Returns: who signed, once the id is spent.
    private func admit(state: inout StateOverlay) throws(Stop) -> Signer {
        guard header.chain == context.chain else {
            throw .refused(.wrongChain(signed: header.chain, expected: context.chain))
        }
        try requireInTime()
        let signer = try requireSigner(in: state)
        let id = transaction.id
        let isNew = try reading { () throws(StateReadError) in
            try SpentTransactions.spend(id, until: header.expiry, state: &state)
        }
        guard isNew else { throw .refused(.replayed) }
        let bytes = transaction.signed.content.count
        guard UInt64(bytes) <= parameters.contentBytesMax else {
            throw .refused(.contentTooLarge(bytes: bytes, max: parameters.contentBytesMax))
        }
        return signer
    }

    private func requireInTime() throws(Stop) {
        let fault = header.expiryFault(
            at: context.time,
            aheadMaxMilliseconds: Int64(clamping: parameters.expiryAheadMaxMilliseconds))
        switch fault {
        case nil: return
        case .expired(let expiry, let blockTime):
            throw .refused(.expired(expiry: expiry, blockTime: blockTime))
        case .tooFarAhead(let expiry, let latest):
            throw .refused(.expiryTooFar(expiry: expiry, latest: latest))
        }
    }

    private func requireSigner(in state: StateOverlay) throws(Stop) -> Signer {
        let member = header.member
        let validator = try reading { () throws(StateReadError) in
            try Registry.validator(signing: header, in: state)
        }
        if let validator {
            try requireSignature(by: validator.logKey)
            return .validator(validator)
        }
        let record = try reading { () throws(StateReadError) in
            try Registry.member(member, in: state)
        }
        guard let record else { throw .refused(.memberUnknown(member)) }
        guard !record.isSuspended else { throw .refused(.memberSuspended(member)) }
        let id = header.keyID
        let key = try reading { () throws(StateReadError) in try Registry.key(id, in: state) }
        guard let key, key.member == member else {
            throw .refused(.keyUnknown(id, of: member))
        }
        guard key.isInForce(at: context.height) else {
            throw .refused(.keyRevoked(id, at: context.height))
        }
        try requireSignature(by: key.key.key)
        return .member(record)
    }

    private func requireSignature(by key: PublicKey) throws(Stop) {
        // A key id is the digest of the key, so a signature checked under it stays checked.
        if transaction.verified != nil { return }
        guard (try? transaction.signed.verified(by: key, on: context.chain)) != nil else {
            throw .refused(.badSignature(header.keyID))
        }
    }
}
