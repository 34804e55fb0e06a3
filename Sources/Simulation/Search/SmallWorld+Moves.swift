import Consensus
import LedgerCore

/// What can happen next. A move delivers just what lets a rule fire, and lets it fire: a vote that lets none
/// fire changes nothing that anybody can see, so when it arrives is of no account until it does.
extension SmallWorld {
    enum Move: Hashable {
        case hear(Hearing)
        case timeout(Step)
        /// Prevotes of a quorum for one value: R5, R6, and R3 in a later round.
        case prevotes(VoteValue, Round)
        /// Prevotes of a quorum for different things, and the timer: R4, R10.
        case mixedPrevotes
        /// Precommits of a quorum without a decision, and the timer: R7, R10.
        case mixedPrecommits
        /// R8.
        case decision(BlockID, Round)
        /// R9.
        case skip
        case restart
    }

    /// A proposal that reaches somebody.
    enum Hearing: Hashable {
        case honest(Round)
        case faulty(Round, variant: Int)
        case faultyAgain(BlockID)
    }

    func moves(of index: Int) -> [Move] {
        guard let replica = replica(index), let actor = actors[index], actor.decided == nil else {
            return []
        }
        let state = replica.state
        var moves: [Move] = [.restart]
        moves += hearings(of: replica).map(Move.hear)
        if state.step == .propose { moves.append(.timeout(.propose)) }
        for value in values(.prevote, state.round)
        where canReachQuorum(votes(.prevote, state.round, for: value)) {
            moves.append(.prevotes(value, state.round))
        }
        if state.step == .prevote, others(than: index, .prevote, state.round).count >= 1 {
            moves.append(.mixedPrevotes)
        }
        if state.round < SmallWorld.lastRound,
            others(than: index, .precommit, state.round).count
                >= (hasSaid(actor, .precommit) ? 1 : 2)
        {
            moves.append(.mixedPrecommits)
        }
        for round in [Round.zero, SmallWorld.lastRound] {
            for value in values(.precommit, round) {
                guard let block = value.block,
                    canReachQuorum(votes(.precommit, round, for: value))
                else { continue }
                moves.append(.decision(block, round))
            }
        }
        if state.round < SmallWorld.lastRound,
            !others(than: index, nil, SmallWorld.lastRound).isEmpty
        {
            moves.append(.skip)
        }
        return moves
    }

    private func hasSaid(_ actor: SmallActor, _ kind: MessageKind) -> Bool {
        actor.stored.messages.contains {
            MessageKind($0.message) == kind && $0.round == actor.replica.state.round
        }
    }

    /// With the faulty one's help.
    private func canReachQuorum(_ votes: [SignedMessage]) -> Bool {
        votes.count + 1 >= SimulatedChain.quorum(of: setting.chain.count)
    }

    /// Votes of other honest validators in a round, one of each.
    private func others(
        than index: Int, _ kind: MessageKind?, _ round: Round
    ) -> [SignedMessage] {
        let own = setting.chain.validators.ids[index]
        var authors: Set<KeyID> = [own]
        return said { signed in
            signed.round == round && MessageKind(signed.message) != .proposal
                && (kind == nil || MessageKind(signed.message) == kind)
        }.filter { authors.insert($0.signer).inserted }
    }

    private func hearings(of replica: Replica) -> [Hearing] {
        let round = replica.state.round
        guard replica.proposals.hasRoom(in: round) else { return [] }
        let proposer = setting.proposer(round)
        guard proposer == setting.faulty else {
            return actors[proposer]?.proposal(round) == nil ? [] : [.honest(round)]
        }
        var hearings: [Hearing] = [.faulty(round, variant: 0), .faulty(round, variant: 1)]
        if round > .zero {
            for value in values(.prevote, .zero) {
                if let block = value.block, canReachQuorum(votes(.prevote, .zero, for: value)) {
                    hearings.append(.faultyAgain(block))
                }
            }
        }
        return hearings
    }

    /// The world after a move; the same one where it turns out to change nothing.
    func after(_ move: Move, of index: Int) -> SmallWorld {
        var world = self
        world.make(move, of: index)
        return world
    }

    private mutating func make(_ move: Move, of index: Int) {
        guard let state = replica(index)?.state else { return }
        switch move {
        case .restart: restart(index)
        case .timeout(let step): fire(step, index)
        case .hear(let hearing): hear(hearing, index)
        case .prevotes(let value, let round):
            if let block = value.block { hearProposal(of: block, value.validRound, round, index) }
            deliver(votes(.prevote, round, for: value) + lies(.prevote, round, value), to: index)
        case .mixedPrevotes:
            let some = others(than: index, .prevote, state.round).prefix(1)
            deliver(some + lies(.prevote, state.round, nonsense), to: index)
            fire(.prevote, index)
        case .mixedPrecommits:
            let some = others(than: index, .precommit, state.round).prefix(2)
            deliver(some + lies(.precommit, state.round, nonsense), to: index)
            fire(.precommit, index)
        case .skip:
            let some = others(than: index, nil, SmallWorld.lastRound).prefix(1)
            deliver(some + lies(.precommit, SmallWorld.lastRound, nonsense), to: index)
        case .decision(let block, let round): decide(block, round, index)
        }
    }

    /// A block that nobody proposed: a vote for it counts towards "any", and towards nothing else.
    private var nonsense: VoteValue { VoteValue(block: BlockID(Digest(hashing: [0xFA]))) }

    private func lies(
        _ kind: MessageKind, _ round: Round, _ value: VoteValue
    ) -> [SignedMessage] {
        [lie(kind, round, value)].compactMap(\.self)
    }

    private static let peer = PeerID(Digest(hashing: [0xEE]))

    private mutating func deliver(_ votes: some Sequence<SignedMessage>, to index: Int) {
        for vote in votes where vote.signer != setting.chain.validators.ids[index] {
            give(.message(.vote(vote), from: SmallWorld.peer), to: index)
        }
    }

    private mutating func fire(_ step: Step, _ index: Int) {
        guard let state = replica(index)?.state else { return }
        give(.timer(Timer(height: .first, round: state.round, kind: .step(step))), to: index)
    }

    private mutating func hear(_ hearing: Hearing, _ index: Int) {
        guard let message = message(of: hearing) else { return }
        give(.message(.proposal(message), from: SmallWorld.peer), to: index)
    }

    private func message(of hearing: Hearing) -> ProposalMessage? {
        switch hearing {
        case .honest(let round): return actors[setting.proposer(round)]?.proposal(round)
        case .faulty(let round, let variant):
            return proposal(
                setting.block(by: setting.faulty, variant: variant), round, validRound: nil,
                polka: nil)
        case .faultyAgain(let id):
            guard let block = block(id) else { return nil }
            let value = VoteValue(block: id)
            let polka = PolkaCertificate(
                height: .first, round: .zero, validRound: nil, blockID: id,
                signatures: QuorumSignatures(
                    of: votes(.prevote, .zero, for: value) + lies(.prevote, .zero, value),
                    in: setting.chain.validators))
            return proposal(block, SmallWorld.lastRound, validRound: .zero, polka: polka)
        }
    }

    private func proposal(
        _ block: Block, _ round: Round, validRound: Round?, polka: PolkaCertificate?
    ) -> ProposalMessage? {
        let proposal = Proposal(
            place: setting.chain.place(.first, round), validRound: validRound, blockID: block.id)
        return (try? setting.chain.signers[setting.faulty].sign(.proposal(proposal))).flatMap {
            ProposalMessage(signed: $0, block: block, polka: polka)
        }
    }

    private func block(_ id: BlockID) -> Block? {
        actors.compactMap(\.self).compactMap { $0.blocks[id] }.first
    }

    /// A polka counts with its proposal.
    private mutating func hearProposal(
        of block: BlockID, _ validRound: Round?, _ round: Round, _ index: Int
    ) {
        guard let replica = replica(index) else { return }
        let isHeld = replica.proposals.proposals(in: round).contains {
            $0.proposal.blockID == block && $0.proposal.validRound == validRound
        }
        guard !isHeld else { return }
        let proposer = setting.proposer(round)
        let hearing: Hearing?
        if proposer != setting.faulty {
            hearing = .honest(round)
        } else if validRound != nil {
            hearing = .faultyAgain(block)
        } else {
            hearing = (0...1).first { setting.block(by: proposer, variant: $0).id == block }
                .map { .faulty(round, variant: $0) }
        }
        if let hearing { hear(hearing, index) }
    }

    private mutating func decide(_ id: BlockID, _ round: Round, _ index: Int) {
        guard let block = block(id) else { return }
        let value = VoteValue(block: id)
        let certificate = CommitCertificate(
            height: .first, round: round, blockID: id,
            signatures: QuorumSignatures(
                of: votes(.precommit, round, for: value) + lies(.precommit, round, value),
                in: setting.chain.validators))
        give(
            .message(
                .decided(DecidedBlock(block: block, certificate: certificate)),
                from: SmallWorld.peer), to: index)
    }
}
