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
        if !new.isEmpty {
            node.pool.markOffered(new.map(\.id))
            send(Letter(.transactions(new)), to: .all, from: node)
        }
        if node.pool.holdsOffered { give(.transactionsAvailable(offered: true), to: node) }
    }

    func offerAll(of node: SimulatedNode, to other: SimulatedNode? = nil) {
        guard !node.pool.isEmpty else { return }
        let all = node.pool.reap(
            maxBytes: 1 << 20, maxTransactions: 64, blockTime: node.books.next.previousTime)
        let letter = Letter(.transactions(all))
        send(letter, to: other.map { .peer($0.peerID) } ?? .all, from: node)
    }

    /// A peer's transactions. Who sent them has offered them to everybody.
    func receive(_ transactions: [VerifiedTransaction], at node: SimulatedNode) {
        let now = time(of: node)
        let blockTime = max(now, node.books.next.previousTime)
        var new: [TransactionID] = []
        for transaction in transactions
        where !node.disk.stored.committed.contains(transaction.id) {
            if case .admitted(let id)? = try? node.pool.admit(
                transaction, now: now, blockTime: blockTime)
            {
                new.append(id)
            }
        }
        guard !new.isEmpty else { return }
        node.pool.markOffered(new)
        give(.transactionsAvailable(offered: true), to: node)
    }
}
