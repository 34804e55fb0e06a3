import Consensus
import LedgerCore
import Storage

/// From the queue into the pool: everything that arrived while the last write was under way goes to
/// disk with one fsync.
extension EngineLoop {
    mutating func admit(_ inputs: [EngineInput]) {
        let submissions = inputs.map { input in
            switch input {
            case .submit(let submission): submission
            }
        }
        guard !submissions.isEmpty else { return }
        let committed = orStop("the index of transactions") {
            try store.read { (reader) throws(StorageError) in
                try reader.committed(among: submissions.map(\.transaction.id))
            }
        }
        var admitted: [Submission] = []
        for submission in submissions {
            let transaction = submission.transaction
            if committed.contains(transaction.id) {
                submission.acknowledge(.success(.alreadyCommitted))
                continue
            }
            do {
                // The next block is of now, however long ago the last one was.
                let now = now
                let admission = try pool.admit(
                    transaction, now: now, blockTime: max(now, replica.start.previousTime))
                switch admission {
                case .admitted:
                    admitted.append(submission)
                    prepared.keep(submission.prepared)
                case .alreadyHeld: submission.acknowledge(.success(.alreadyWaiting))
                }
            } catch {
                submission.acknowledge(.failure(Problem(describing: error)))
            }
        }
        // A crash before this line leaves nothing of these; nobody was told otherwise.
        orStop("the pool cannot be written") {
            try store.addToPool(admitted.map(\.transaction.signed))
        }
        for submission in admitted { submission.acknowledge(.success(.accepted)) }
    }
}
