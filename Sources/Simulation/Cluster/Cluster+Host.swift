import Consensus
import LedgerCore

/// What the host of each replica does.
///
/// Spec: Docs/Spec/Consensus.md §7.
extension Cluster {
    func carryOut(_ output: Output, of node: SimulatedNode) {
        switch output {
        case .persist(let record): write(.record(record), of: node)
        case .send(let outgoing, to: let destination):
            send(Letter(outgoing.message), to: destination, from: node)
        case .sendDecided(let height, to: let peer):
            if let decided = node.disk.stored.decided(height) {
                send(Letter(.decided(decided)), to: .peer(peer), from: node)
            }
        case .schedule(let timer, afterMilliseconds: let wait):
            queue.add(
                .timer(timer, of: node.index, life: node.life, epoch: node.epoch),
                at: now + node.clock.duration(of: wait))
        case .cancelTimers: node.epoch += 1
        case .buildBlock(let request): build(request, by: node)
        case .requestTransactions:
            send(Letter(.relay(.poolAsked)), to: .all, from: node)
        case .offerTransactions: send(node.relay.offer(node.pool.ids), from: node)
        case .validate(let block):
            heardOf.append(block.id)
            if heardOf.count > 64 { heardOf.removeFirst(32) }
            answer(.blockValidated(block.id, verdict(on: block, by: node)), to: node)
        case .decided(let decided): commit(decided, by: node)
        case .evidence(let evidence): oracle.accused(by: evidence, at: node)
        case .watching(let reason): watches(node, reason)
        case .abstained(let failure): oracle.fail("\(node.index) abstained: \(failure.reason)")
        case .halt(let reason):
            note("\(node.index) halts: \(reason)")
            if node.isHonest { oracle.fail("node \(node.index) halts: \(reason)") }
        }
    }

    func answer(_ input: Input, to node: SimulatedNode) {
        queue.add(
            .answer(Answer(input), to: node.index, life: node.life),
            at: now + random.milliseconds(upTo: 6))
    }

    // MARK: Blocks

    private func build(_ request: BlockRequest, by node: SimulatedNode) {
        let transactions = node.pool.reap(
            maxBytes: request.transactionBytesMax, maxTransactions: 16, blockTime: request.time
        ).map(\.signed)
        guard !transactions.isEmpty else { return answer(.blockBuilt(nil, for: request), to: node) }
        let body = BlockBody(transactions: transactions)
        let execution = node.books.executing(
            body, time: request.time, proposer: request.proposer, chain: chain)
        var block = Block(header: execution.header, body: body)
        node.executed[block.id] = execution
        if node.behaviour.does(.wrongRoot) { block = spoil(block, of: node) }
        note("\(node.index) builds \(block.short) of \(transactions.count) at \(request.height)")
        heardOf.append(block.id)
        if node.isHonest { oracle.built(block, by: node) }
        answer(.blockBuilt(block, for: request), to: node)
    }

    private func verdict(on block: Block, by node: SimulatedNode) -> BlockVerdict {
        // Who proposes what is wrong stands by it.
        if !node.isHonest, random.chance(perMille: 500) { return .valid }
        if let reason = repetition(in: block, at: node) { return .invalid(reason: reason) }
        let execution =
            node.executed[block.id]
            ?? node.books.executing(
                block.body, time: block.header.time, proposer: block.header.proposer,
                chain: chain)
        let verdict = BlockVerdict(on: block.header, executedAs: execution.header)
        if verdict == .valid { node.executed[block.id] = execution }
        return verdict
    }

    private func repetition(in block: Block, at node: SimulatedNode) -> String? {
        var seen: Set<TransactionID> = []
        for transaction in block.body.transactions {
            let id = transaction.id
            guard seen.insert(id).inserted else { return "a transaction stands in it twice" }
            if node.disk.stored.committed.contains(id) { return "a transaction is in the chain" }
        }
        return nil
    }

    private func commit(_ decided: DecidedBlock, by node: SimulatedNode) {
        guard !node.isCommitting else { return oracle.fail("node \(node.index) decided twice") }
        node.isCommitting = true
        write(.commit(decided), of: node, execution: node.executed[decided.block.id])
    }

    /// A committed block is on the disk.
    func committed(_ decided: DecidedBlock, at node: SimulatedNode) {
        node.isCommitting = false
        let deciding = node.replica.start.validators
        node.executed = [:]
        let ids = decided.block.body.transactions.map(\.id)
        let expired = node.pool.remove(committed: ids, blockTime: decided.block.header.time)
        node.relay.forget(ids + expired)
        fold(UInt64(node.index) &* 0x9E37_79B9 ^ decided.block.id.digest.fold)
        note("\(node.index) commits \(decided.block.short) at \(decided.block.height)")
        if node.isHonest { honestCommitted(decided, by: node) }
        give(.committed(next: node.books.next), to: node)
        guard node.isUp else { return }
        tellObservers(of: node)
        if node.sawDecided(decided, by: deciding) {
            node.endVigil()
            note("\(node.index) may sign again")
            give(.resumeVoting, to: node)
        }
        if node.isUp, node.pool.holdsOffered {
            give(.transactionsAvailable(offered: true), to: node)
        }
    }

    /// What an honest node committed is so for everybody.
    func honestCommitted(_ decided: DecidedBlock, by node: SimulatedNode) {
        let isFirst = oracle.height < Int(clamping: decided.block.height.rawValue)
        oracle.committed(decided, by: node)
        clients.decided(decided.block)
        guard isFirst else { return }
        let before = oracle.validators(at: decided.block.height).count
        let after = oracle.validators(at: decided.block.height.next).count
        if after > before { counts[.validatorAdded] += 1 }
        if after < before { counts[.validatorRemoved] += 1 }
    }

    /// Who only follows hears at once that there is a block to ask for.
    private func tellObservers(of node: SimulatedNode) {
        let status = Status(
            height: node.books.next.height, round: .zero, step: .idle, hasProposal: false,
            prevotes: AuthorSet(), precommits: AuthorSet())
        let letter = Letter(.status(status))
        let validators = node.books.next.validators
        for observer in nodes where observer !== node {
            if let key = observer.signer?.keyID, validators.index(of: key) != nil { continue }
            send(letter, to: .peer(observer.peerID), from: node)
        }
    }

    private func watches(_ node: SimulatedNode, _ reason: WatchReason) {
        note("\(node.index) watches: \(reason)")
        guard node.isHonest else { return answer(.resumeVoting, to: node) }
        oracle.watches(node, reason)
        node.beginVigil(at: time(of: node))
    }
}

extension Block {
    /// Enough of the id for a reader.
    var short: String { String(id.digest.hex.prefix(6)) }
}

extension Digest {
    /// Eight of its bytes.
    var fold: UInt64 { withUnsafeBytes(of: self) { $0.load(as: UInt64.self) } }
}
