import Consensus
import LedgerCore

/// What liars say out of nothing, now and then.
extension Cluster {
    func lie(_ liar: SimulatedNode) {
        queue.add(.lie(liar.index), at: now + 40 + random.milliseconds(upTo: 400))
        guard liar.isUp else { return }
        let near = random.pick(nodes)
        guard let message = invented(by: liar, near: near) else { return }
        let letter = Letter(message)
        for other in nodes where other !== liar && random.chance(perMille: 500) {
            carry(letter, from: liar, to: other)
        }
    }

    private func invented(by liar: SimulatedNode, near: SimulatedNode) -> PeerMessage? {
        var choices: [Lie] = []
        if liar.behaviour.does(.equivocating) || liar.behaviour.does(.amnesiac) {
            choices += [.vote, .vote]
        }
        if liar.behaviour.does(.replaying) {
            choices += [.old, .relabelled, .relabelled, .decided, .polka, .roundCertificate]
        }
        if liar.behaviour.does(.wrongRoot) { choices += [.otherProposal] }
        if liar.behaviour.does(.garbage) { choices += [.status, .wanted] }
        guard !choices.isEmpty else { return nil }
        switch random.pick(choices) {
        case .vote: return vote(by: liar, near: near)
        case .old:
            guard !overheard.isEmpty else { return nil }
            counts[.oldMessage] += 1
            return random.pick(overheard)
        case .relabelled: return relabelled(near: near)
        case .decided: return forgedDecision(by: liar)
        case .polka: return forgedPolka(by: liar, near: near)
        case .roundCertificate: return forgedRound(by: liar, near: near)
        case .otherProposal: return proposal(by: liar, near: near)
        case .status:
            counts[.garbage] += 1
            return .status(
                Status(
                    height: Height(random.next() >> UInt64(random.below(64))), round: Round(9),
                    step: .prevote, hasProposal: true, prevotes: AuthorSet(bits: random.next()),
                    precommits: AuthorSet(bits: random.next())))
        case .wanted:
            guard let block = heardOf.last else { return nil }
            return .blockWanted(near.books.next.height, block)
        }
    }

    private enum Lie {
        case vote, old, relabelled, decided, polka, roundCertificate, otherProposal, status, wanted
    }

    private func place(near node: SimulatedNode) -> AgreementPlace {
        let round = max(0, Int(node.replica.state.round.rawValue) + random.below(4) - 1)
        return chain.place(
            node.replica.state.height, Round(UInt32(clamping: round)),
            of: node.books.next.validators)
    }

    private func vote(by liar: SimulatedNode, near: SimulatedNode) -> PeerMessage? {
        let blocks: [BlockID?] = [nil] + heardOf.suffix(4)
        let block = random.pick(blocks)
        let place = place(near: near)
        let isAnswer = block != nil && place.round > .zero && random.chance(perMille: 300)
        let message: AgreementMessage =
            random.chance(perMille: 500)
            ? .precommit(Precommit(place: place, blockID: block))
            : .prevote(Prevote(place: place, validRound: isAnswer ? .zero : nil, blockID: block))
        counts[.equivocation] += 1
        return (try? liar.signer?.sign(message)).flatMap { $0 }.map { .vote($0) }
    }

    /// Somebody's signature under what he did not sign.
    private func relabelled(near: SimulatedNode) -> PeerMessage? {
        let votes = overheard.compactMap { message -> SignedMessage? in
            if case .vote(let signed) = message { signed } else { nil }
        }
        guard !votes.isEmpty else { return nil }
        let signed = random.pick(votes)
        counts[.relabelledMessage] += 1
        var place = signed.message.place
        if random.chance(perMille: 700) {
            place = AgreementPlace(
                chain: place.chain, validatorSetHash: place.validatorSetHash,
                height: place.height, round: Round(UInt32(random.below(3))))
        } else {
            place = self.place(near: near)
        }
        let message: AgreementMessage
        switch signed.message {
        case .prevote(let vote):
            message =
                random.chance(perMille: 800)
                ? .prevote(Prevote(place: place, validRound: nil, blockID: vote.blockID))
                : .precommit(Precommit(place: place, blockID: vote.blockID))
        case .precommit(let vote):
            message =
                random.chance(perMille: 800)
                ? .precommit(Precommit(place: place, blockID: vote.blockID))
                : .prevote(Prevote(place: place, validRound: nil, blockID: vote.blockID))
        case .proposal: return nil
        }
        return .vote(
            SignedMessage(message: message, signer: signed.signer, signature: signed.signature))
    }

    /// Signatures that look like a quorum: one's own, again and again, or of too few.
    private func forgedSignatures(
        _ message: AgreementMessage, by liar: SimulatedNode, among validators: ValidatorSet
    ) -> QuorumSignatures? {
        guard let signer = liar.signer, let signed = try? signer.sign(message) else { return nil }
        counts[.forgedCertificate] += 1
        let own = validators.index(of: signer.keyID).map(UInt32.init)
        let all = (0..<UInt32(validators.count)).map {
            IndexedSignature(index: $0, signature: signed.signature)
        }
        switch random.below(3) {
        case 0: return QuorumSignatures(all)
        case 1: return QuorumSignatures(all.filter { $0.index == own })
        default:
            return QuorumSignatures(
                Array(all.prefix(SimulatedChain.quorum(of: validators.count))))
        }
    }

    /// A block of one's own with a certificate that nobody signed.
    private func forgedDecision(by liar: SimulatedNode) -> PeerMessage? {
        let books = random.pick(nodes).books
        let execution = books.executing(
            BlockBody(transactions: []),
            time: books.next.previousTime.advanced(byMilliseconds: 1),
            proposer: liar.signer?.keyID ?? books.next.validators.ids[0], chain: chain)
        let block = Block(header: execution.header, body: BlockBody(transactions: []))
        let precommit = AgreementMessage.precommit(
            Precommit(
                place: chain.place(block.height, .zero, of: books.next.validators),
                blockID: block.id))
        return forgedSignatures(precommit, by: liar, among: books.next.validators).map {
            .decided(
                DecidedBlock(
                    block: block,
                    certificate: CommitCertificate(
                        height: block.height, round: .zero, blockID: block.id, signatures: $0)))
        }
    }

    private func forgedPolka(by liar: SimulatedNode, near: SimulatedNode) -> PeerMessage? {
        guard let block = heardOf.last else { return nil }
        let place = place(near: near)
        let prevote = AgreementMessage.prevote(
            Prevote(place: place, validRound: nil, blockID: block))
        return forgedSignatures(prevote, by: liar, among: near.books.next.validators).map {
            .polka(
                PolkaCertificate(
                    height: place.height, round: place.round, validRound: nil, blockID: block,
                    signatures: $0))
        }
    }

    private func forgedRound(by liar: SimulatedNode, near: SimulatedNode) -> PeerMessage? {
        let place = place(near: near)
        guard let signer = liar.signer,
            let signed = try? signer.sign(.precommit(Precommit(place: place, blockID: nil)))
        else { return nil }
        counts[.forgedCertificate] += 1
        let votes = near.books.next.validators.ids.map {
            SignedMessage(message: signed.message, signer: $0, signature: signed.signature)
        }
        return .round(
            RoundCertificate(height: place.height, round: place.round.next, votes: votes))
    }

    /// A proposal out of turn, or for a second time, of a block that does not hold.
    private func proposal(by liar: SimulatedNode, near: SimulatedNode) -> PeerMessage? {
        let books = near.books
        guard let signer = liar.signer, let waiting = near.pool.first else { return nil }
        let execution = books.executing(
            BlockBody(transactions: [waiting]),
            time: time(of: near), proposer: signer.keyID, chain: chain)
        let right = Block(header: execution.header, body: BlockBody(transactions: [waiting]))
        let block = spoil(right, of: liar)
        let place = chain.place(
            books.next.height, near.replica.state.round, of: books.next.validators)
        let proposal = Proposal(place: place, validRound: nil, blockID: block.id)
        guard let signed = try? signer.sign(.proposal(proposal)) else { return nil }
        heardOf.append(block.id)
        return ProposalMessage(signed: signed, block: block, polka: nil).map { .proposal($0) }
    }
}

extension Pool {
    /// What a block would begin with.
    fileprivate var first: SignedTransaction? {
        reap(maxBytes: 1 << 20, maxTransactions: 1, blockTime: SimulatedChain.genesisTime)
            .first?.signed
    }
}
