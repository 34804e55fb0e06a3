import LedgerCore

/// What the machine asks for, and what the host answers.
extension Replica {
    mutating func perform(_ action: RoundAction) {
        switch action {
        case .propose(again: let value?): propose(again: value)
        case .propose(again: nil): requestBlock()
        case .prevote(let block, let validRound):
            say(.prevote(Prevote(place: place, validRound: validRound, blockID: block)))
        case .precommit(let block):
            say(.precommit(Precommit(place: place, blockID: block)))
        case .schedule(let step): schedule(step)
        case .decide(let block, let round): decide(RoundValue(block: block, round: round))
        }
    }

    private var place: AgreementPlace { verification.place(state.round) }

    // MARK: R1

    /// A new round: what the one before left unfinished is of no use any more.
    mutating func enterRound() {
        building = nil
        isStarved = false
        votes.prune(current: state.round)
        let before = Round(state.round.rawValue == 0 ? 0 : state.round.rawValue - 1)
        proposals.forget(before: before)
        let kept = proposals.blocks(from: before)
            .union([state.locked, state.valid].compactMap(\.?.block))
            .union(votes.committed.map(\.block))
        shelf.keep(only: kept)
        if state.round == .zero { scheduleResend() }
    }

    /// L15–L16, L19: the identical block, with what made it valid.
    private mutating func propose(again value: RoundValue) {
        guard let block = shelf.block(value.block), let polka = validPolka else {
            preconditionFailure("a valid block is kept, with its polka")
        }
        propose(block, id: value.block, validRound: value.round, polka: polka)
    }

    /// L18: asks for a new block, at the earliest when its time may be later than the last one's.
    mutating func requestBlock() {
        guard maySign, let signer, building == nil,
            own[OwnKey(round: state.round, kind: .proposal)] == nil
        else { return }
        guard now >= start.earliestTime else {
            let timer = Timer(height: state.height, round: state.round, kind: .interval)
            outputs.append(
                .schedule(timer, afterMilliseconds: start.earliestTime.milliseconds(since: now)))
            return
        }
        let request = BlockRequest(
            height: state.height, round: state.round, previous: start.previous, time: now,
            proposer: signer.keyID, validatorSetHash: start.validators.hash,
            transactionBytesMax: start.parameters.blockBytesMax - Block.headerByteCountMax)
        building = request
        isStarved = false
        outputs.append(.buildBlock(request))
    }

    /// L19: the host has built what was asked for, or has nothing to build it of.
    mutating func built(_ block: Block?, for request: BlockRequest) {
        guard building == request else { return }
        building = nil
        guard state.step == .propose, state.round == request.round, maySign else { return }
        guard let block else {
            isStarved = true
            outputs.append(.requestTransactions)
            return
        }
        precondition(
            start.fault(of: block, on: chain) == nil && block.header.time == request.time
                && block.header.proposer == request.proposer,
            "a block that was built to order")
        let id = block.id
        shelf.insert(block, id: id, standing: .valid)
        shelf.set(.valid, for: id)
        propose(block, id: id, validRound: nil, polka: nil)
    }

    private mutating func propose(
        _ block: Block, id: BlockID, validRound: Round?, polka: PolkaCertificate?
    ) {
        let proposal = Proposal(place: place, validRound: validRound, blockID: id)
        guard proposals.hasRoom(in: state.round), let signed = say(.proposal(proposal)) else {
            return
        }
        proposals.insert(
            HeldProposal(proposal, signed: signed, receivedAt: now, polka: polka, released: nil))
    }

    /// R0 (a), and R1 for a proposer that had nothing.
    mutating func workArrived(offered: Bool) {
        if offered { workIsOffered = true }
        if isStarved, state.step == .propose { requestBlock() }
    }

    // MARK: Saying something

    /// Signs a message, once: it goes to the log with this step's state, and to the others from there.
    @discardableResult
    private mutating func say(_ message: AgreementMessage) -> SignedMessage? {
        guard maySign, let signer, own[OwnKey(message)] == nil else { return nil }
        do throws(SigningFailure) {
            let signed = try signer.sign(message)
            own[OwnKey(message)] = signed
            unsaved.append(signed)
            return signed
        } catch {
            outputs.append(.abstained(error))
            return nil
        }
    }

    /// The write that this step needs; nil when nothing changed that must survive.
    ///
    /// Nothing of a decided height is written: the commit says more. What was signed in the deciding
    /// step was not sent, so it may be forgotten.
    mutating func takeRecord() -> ConsensusRecord? {
        defer { unsaved = [] }
        guard state.step != .decided else { return nil }
        let current = ConsensusState(
            height: state.height, round: state.round, step: state.step, locked: state.locked,
            validPolka: validPolka)
        let isMoved =
            current.round != saved.round || current.locked != saved.locked
            || current.validPolka != saved.validPolka
        guard isMoved || !unsaved.isEmpty else { return nil }
        saved = current
        return ConsensusRecord(state: current, messages: unsaved, blocks: takeUnsavedBlocks())
    }

    /// Blocks that must survive: what is valid, and what this validator proposed.
    private mutating func takeUnsavedBlocks() -> [Block] {
        var ids = unsaved.compactMap { signed -> BlockID? in
            guard case .proposal(let proposal) = signed.message else { return nil }
            return proposal.blockID
        }
        if let valid = state.valid { ids.append(valid.block) }
        return ids.compactMap { id in
            guard savedBlocks.insert(id).inserted else { return nil }
            return shelf.block(id)
        }
    }

    /// What the log has written may count, and be sent.
    mutating func release(_ record: Durable<ConsensusRecord>) {
        guard record.value.state.height == state.height else { return }
        for released in ReleasedMessage.all(in: record) {
            if case .proposal(let proposal) = released.message {
                proposals.release(released)
                sendProposal(proposal, to: .all)
            } else {
                count(released, from: .message)
                if let outgoing = Outgoing.vote(released) { send(outgoing, to: .all) }
            }
        }
    }

    // MARK: Timers

    private mutating func schedule(_ step: Step) {
        let timeouts = start.parameters.timeouts
        let timer = Timer(height: state.height, round: state.round, kind: .step(step))
        var milliseconds =
            step == .propose
            ? timeouts.propose(state.round) : timeouts.vote(state.round)
        if step == .propose, state.round == .zero {
            milliseconds += start.parameters.blockIntervalMillisecondsMin
        }
        outputs.append(.schedule(timer, afterMilliseconds: milliseconds))
    }

    /// R10, R1 and R11: does nothing where height, round or step no longer hold.
    mutating func fire(_ timer: Timer) {
        guard timer.height == state.height, state.step != .decided else { return }
        if timer.kind == .catchUp {
            isAsking = false
            return catchUp()
        }
        guard state.step != .idle else { return }
        switch timer.kind {
        case .catchUp: break
        case .resend:
            resendToAll()
            scheduleResend()
        case .interval:
            if timer.round == state.round, state.step == .propose, state.valid == nil,
                role(in: state.round) == .proposer
            {
                requestBlock()
            }
        case .step(let step):
            guard timer.round == state.round else { return }
            switch step {
            case .propose: apply(.proposeTimeout)
            case .prevote: apply(.prevoteTimeout)
            case .precommit: apply(.precommitTimeout(next: role(in: state.round.next)))
            case .idle, .decided: break
            }
        }
    }

    // MARK: R8

    /// The host's word on a block.
    mutating func judged(_ id: BlockID, _ verdict: BlockVerdict) {
        guard shelf.standing(id) == .judging else { return }
        switch verdict {
        case .valid: shelf.set(.valid, for: id)
        case .invalid(let reason): shelf.set(.invalid(reason: reason), for: id)
        }
    }

    /// L51. What is left of the height is the host's commit.
    private mutating func decide(_ value: RoundValue) {
        guard let block = shelf.block(value.block),
            let certificate = votes.commit(value, at: state.height, of: start.validators)
        else { preconditionFailure("a decision has its block and a quorum") }
        reportAmnesia(certificate)
        outputs.append(.decided(DecidedBlock(block: block, certificate: certificate)))
    }

    /// L52–L54: the next height, asleep.
    mutating func begin(_ next: HeightStart) {
        guard next.height > state.height else { return }
        outputs.append(.cancelTimers)
        start = next
        verification = Verification(
            chain: chain, height: next.height, validators: next.validators, verifier: verifier)
        ownIndex = signer.flatMap { next.validators.index(of: $0.keyID) }
        state = RoundState(height: next.height)
        saved = ConsensusState(
            height: next.height, round: .zero, step: .idle, locked: nil, validPolka: nil)
        validPolka = nil
        votes = VoteKeeper(next.validators)
        proposals = ProposalKeeper()
        shelf = BlockShelf()
        own = [:]
        wanted = [:]
        reported = []
        savedBlocks = []
        workIsOffered = false
        building = nil
        isStarved = false
        isAsking = false
        for peer in peers.keys { peers[peer]?.heightPassed() }
        catchUp()
        for entry in early.takeAll() {
            receive(entry.message, from: entry.peer, at: entry.receivedAt)
        }
    }
}

extension OwnKey {
    init(round: Round, kind: Kind) {
        self.round = round
        self.kind = kind
    }
}
