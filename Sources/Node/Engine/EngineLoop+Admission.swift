import Consensus
import LedgerCore
import Storage

/// From the queue into the pool.
extension EngineLoop {
    /// Everything that clients brought while the last write was under way goes to disk with one fsync,
    /// and then to the peers.
    mutating func admit(_ submissions: [Submission]) {
        guard !submissions.isEmpty else { return }
        let committed = committed(among: submissions.map(\.transaction.id))
        var admitted: [Submission] = []
        for submission in submissions {
            guard !committed.contains(submission.transaction.id) else {
                submission.acknowledge(.success(.alreadyCommitted))
                continue
            }
            do {
                switch try admit(submission.transaction) {
                case .admitted:
                    admitted.append(submission)
                    prepared.keep(submission.prepared)
                case .alreadyHeld: submission.acknowledge(.success(.alreadyWaiting))
                }
            } catch {
                submission.acknowledge(.failure(Problem(describing: error)))
            }
        }
        let signed = admitted.map(\.transaction.signed)
        // A crash before this line leaves nothing of these; nobody was told otherwise.
        orStop("the pool cannot be written") { try store.addToPool(signed) }
        for submission in admitted { submission.acknowledge(.success(.accepted)) }
        send(relay.push(signed))
        pool.markOffered(signed.map(\.id))
    }

    /// What peers took in from their clients. It is on those peers' disks; here it is written with the
    /// block that holds it.
    mutating func admit(_ arrived: [(relayed: [RelayedTransaction], peer: PeerID)]) {
        for (relayed, peer) in arrived { relay.heard(relayed.map(\.transaction.id), from: peer) }
        let all = arrived.flatMap(\.relayed)
        let committed = committed(among: all.map(\.transaction.id))
        for each in all where !committed.contains(each.transaction.id) {
            // What does not fit here waits at the peer that took it in.
            guard case .admitted(let id)? = try? admit(each.transaction) else { continue }
            prepared.keep(each.prepared)
            // Its first node has offered it to all.
            pool.markOffered([id])
        }
        hearProposals()
    }

    private mutating func admit(
        _ transaction: VerifiedTransaction
    ) throws(PoolRefusal) -> Pool.Admission {
        // The next block is of now, however long ago the last one was.
        let now = now
        return try pool.admit(
            transaction, now: now, blockTime: max(now, replica.start.previousTime))
    }

    func committed(among ids: [TransactionID]) -> Set<TransactionID> {
        orStop("the index of transactions") {
            try store.read { (reader) throws(StorageError) in try reader.committed(among: ids) }
        }
    }
}
