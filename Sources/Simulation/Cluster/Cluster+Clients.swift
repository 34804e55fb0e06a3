import Consensus
import LedgerCore

/// The way of a transaction: from a client into a pool, onto the disk, to the peers.
extension Cluster {
    static let openMax = 6

    func clientActs() {
        queue.add(.client, at: now + 5 + random.milliseconds(upTo: plan.clientMilliseconds))
        if let transaction = clients.wish(max: Cluster.openMax, at: now)
            ?? clients.overdue(after: 2_500, at: now)
        {
            submit(transaction, to: random.pick(nodes))
            // An impatient client asks twice, the same node or another one.
            if random.chance(perMille: 150) { submit(transaction, to: random.pick(nodes)) }
        }
    }

    /// The administrators change the validators, one after the other: the next change is sent when the one
    /// before is in a block.
    func administratorActs() {
        guard let wait = plan.seatChangeMilliseconds, !clients.isFinished else { return }
        queue.add(.administrator, at: now + wait / 2 + random.milliseconds(upTo: wait))
        let changes = chain.seatChanges[plan.seatChanges]
        while seatChangesDone < changes.count,
            clients.done.contains(changes[seatChangesDone].id)
        {
            seatChangesDone += 1
        }
        guard seatChangesDone < changes.count else { return }
        submit(changes[seatChangesDone], to: random.pick(nodes))
    }

    private func submit(_ transaction: VerifiedTransaction, to node: SimulatedNode) {
        guard node.isUp, node.behaviour != .silent,
            !node.disk.stored.committed.contains(transaction.id)
        else { return }
        let now = time(of: node)
        let blockTime = max(now, node.books.next.previousTime)
        switch try? node.pool.admit(transaction, now: now, blockTime: blockTime) {
        case .admitted: write(.pool([transaction]), of: node)
        case .alreadyHeld, nil: break
        }
    }

    /// What clients sent is on the disk: they are answered, and everybody is offered it.
    func admitted(_ transactions: [VerifiedTransaction], at node: SimulatedNode) {
        if node.isHonest { for transaction in transactions { clients.promise(transaction.id) } }
        offerNew(of: node)
    }

    /// Sends everybody what nobody was sent, and tells the replica.
    func offerNew(of node: SimulatedNode) {
        let new = node.pool.notOffered
        send(node.relay.push(new.map(\.signed)), from: node)
        node.pool.markOffered(new.map(\.id))
        if node.pool.holdsOffered { give(.transactionsAvailable(offered: true), to: node) }
    }

    func send(_ sendings: [TransactionRelay.Sending], from node: SimulatedNode) {
        for sending in sendings {
            let letter = Letter(.relay(sending.message))
            for peer in sending.peers { send(letter, to: .peer(peer), from: node) }
        }
    }

    /// What the relay of a peer says.
    ///
    /// Spec: Docs/Spec/Consensus.md §10.
    func receive(_ message: NodeMessage, from peer: SimulatedNode, at node: SimulatedNode) {
        switch message {
        // Cosignatures come after the decision, and proposals travel whole here: nothing depends on them.
        case .agreement, .cosigned, .proposal: break
        case .transactions(let transactions): admit(transactions, from: peer, at: node)
        case .held(let ids):
            node.relay.heard(ids, from: peer.peerID)
            let wanted = ids.filter {
                !node.pool.contains($0) && !node.disk.stored.committed.contains($0)
            }
            if !wanted.isEmpty {
                send(Letter(.relay(.wanted(wanted))), to: .peer(peer.peerID), from: node)
            }
        case .wanted(let ids):
            let transactions = ids.compactMap { node.pool.transaction($0)?.signed }
            send(node.relay.answer(transactions, to: peer.peerID), from: node)
        case .poolAsked: send(node.relay.offer(node.pool.ids, to: peer.peerID), from: node)
        }
    }

    /// A peer's transactions. Who took them in has offered them to everybody.
    private func admit(
        _ transactions: [SignedTransaction], from peer: SimulatedNode, at node: SimulatedNode
    ) {
        node.relay.heard(transactions.map(\.id), from: peer.peerID)
        let now = time(of: node)
        let blockTime = max(now, node.books.next.previousTime)
        var new: [TransactionID] = []
        for transaction in transactions
        where !node.disk.stored.committed.contains(transaction.id) {
            guard let verified = chain.verified(transaction),
                case .admitted(let id)? = try? node.pool.admit(
                    verified, now: now, blockTime: blockTime)
            else { continue }
            new.append(id)
        }
        guard !new.isEmpty else { return }
        node.pool.markOffered(new)
        give(.transactionsAvailable(offered: true), to: node)
    }
}
