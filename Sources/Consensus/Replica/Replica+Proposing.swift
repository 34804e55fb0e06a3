import LedgerCore

/// R1: what a round begins with, and what its proposer does.
extension Replica {
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
    mutating func propose(again value: RoundValue) {
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
}
