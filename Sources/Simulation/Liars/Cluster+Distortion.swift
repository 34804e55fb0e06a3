import Consensus
import LedgerCore

/// What becomes of a liar's message on its way out: one receiver hears this, another one that.
extension Cluster {
    func distort(_ letter: Letter, from liar: SimulatedNode, to other: SimulatedNode) -> [Letter] {
        guard case .message(let message) = letter.content else { return [letter] }
        if liar.behaviour.does(.withholding), isWithheld(letter, from: liar, to: other) {
            counts[.withholding] += 1
            return []
        }
        if liar.behaviour.does(.equivocating), random.chance(perMille: 400),
            let others = contradictions(to: message, of: liar)
        {
            counts[.equivocation] += 1
            return random.chance(perMille: 500) ? others : [letter] + others
        }
        if liar.behaviour.does(.wrongRoot), random.chance(perMille: 300),
            let other = withOtherBody(message)
        {
            counts[.wrongBody] += 1
            return [Letter(other)]
        }
        if liar.behaviour.does(.garbage), random.chance(perMille: 300) {
            counts[.garbage] += 1
            return [letter, Letter(.bytes(damaged(NodeMessage.agreement(message).encoded())))]
        }
        return [letter]
    }

    /// Always the same for one receiver, height and kind, so that nobody is helped by asking again.
    private func isWithheld(
        _ letter: Letter, from liar: SimulatedNode, to other: SimulatedNode
    ) -> Bool {
        let height = UInt64(liar.height)
        var coin = SeededRandom(
            seed: height &* 1_000_003 ^ UInt64(other.index * 64) ^ UInt64(letter.kind.rawValue))
        return coin.chance(perMille: 400)
    }

    /// Messages for the same place that say something else.
    private func contradictions(to message: PeerMessage, of liar: SimulatedNode) -> [Letter]? {
        guard let signer = liar.signer else { return nil }
        switch message {
        case .vote(let signed) where signed.signer == signer.keyID:
            let blocks: [BlockID?] = [nil] + heardOf.suffix(3)
            let count = 1 + random.below(3)
            return (0..<count).compactMap { _ in
                let block = random.pick(blocks)
                let other: AgreementMessage
                switch signed.message {
                case .precommit(let vote):
                    other = .precommit(Precommit(place: vote.place, blockID: block))
                case .prevote(let vote):
                    let validRound = block == nil ? nil : vote.validRound
                    other = .prevote(
                        Prevote(place: vote.place, validRound: validRound, blockID: block))
                case .proposal: return nil
                }
                return (try? signer.sign(other)).map { Letter(.vote($0)) }
            }
        case .proposal(let proposal) where proposal.signed.signer == signer.keyID:
            guard let block = rebuilt(proposal.block) else { return nil }
            let place = proposal.proposal.place
            let other = Proposal(place: place, validRound: nil, blockID: block.id)
            guard let signed = try? signer.sign(.proposal(other)),
                let message = ProposalMessage(signed: signed, block: block, polka: nil)
            else { return nil }
            heardOf.append(block.id)
            return [Letter(.proposal(message))]
        default: return nil
        }
    }

    /// Another block that is as valid, a millisecond later.
    private func rebuilt(_ block: Block) -> Block? {
        guard let node = nodes.first(where: { $0.books.next.height == block.height }) else {
            return nil
        }
        let execution = node.books.executing(
            block.body, time: block.header.time.advanced(byMilliseconds: 1),
            proposer: block.header.proposer, chain: chain)
        return Block(header: execution.header, body: block.body)
    }

    /// The same block with the transactions of another one.
    private func withOtherBody(_ message: PeerMessage) -> PeerMessage? {
        func other(_ block: Block) -> Block {
            Block(
                header: block.header,
                body: BlockBody(transactions: Array(block.body.transactions.dropLast())))
        }
        switch message {
        case .proposal(let proposal):
            return ProposalMessage(
                signed: proposal.signed, block: other(proposal.block), polka: proposal.polka
            ).map { .proposal($0) }
        case .block(let block): return .block(other(block))
        case .decided(let decided):
            return .decided(
                DecidedBlock(block: other(decided.block), certificate: decided.certificate))
        default: return nil
        }
    }

    /// A block that does not hold, proposed by who knows it.
    func spoil(_ block: Block, of liar: SimulatedNode) -> Block {
        guard random.chance(perMille: 600) else { return block }
        let header = block.header
        var body = block.body
        var root = header.stateRoot
        switch random.below(3) {
        case 0:
            counts[.wrongRoot] += 1
            root = Digest(hashing: header.stateRoot.bytes)
        case 1:
            counts[.repetition] += 1
            body = BlockBody(transactions: body.transactions + body.transactions.prefix(1))
        default:
            guard let old = liar.disk.stored.blocks.last?.block.body.transactions.first else {
                return block
            }
            counts[.repetition] += 1
            body = BlockBody(transactions: body.transactions + [old])
        }
        let execution = liar.books.executing(
            body, time: header.time, proposer: header.proposer, chain: chain)
        let right = execution.header
        if root == header.stateRoot { root = right.stateRoot }
        let spoilt = BlockHeader(
            chain: right.chain, height: right.height, previous: right.previous, time: right.time,
            proposer: right.proposer, transactionsRoot: right.transactionsRoot,
            outcomesRoot: right.outcomesRoot, logSize: right.logSize, logRoot: right.logRoot,
            stateRoot: root, validatorSetHash: right.validatorSetHash,
            nextValidatorSetHash: right.nextValidatorSetHash)
        return Block(header: spoilt, body: body)
    }

    /// A message with some of its bytes changed, or cut off, or nothing like it.
    private func damaged(_ bytes: Bytes) -> Bytes {
        var bytes = bytes
        switch random.below(3) {
        case 0:
            for _ in 0..<(1 + random.below(4)) {
                bytes[random.below(bytes.count)] = UInt8(random.below(256))
            }
        case 1: bytes.removeLast(1 + random.below(bytes.count))
        default: bytes = (0..<random.below(64)).map { _ in UInt8(random.below(256)) }
        }
        return bytes
    }
}
