import Dispatch
import LedgerCore

extension CommittedState {
    /// Keys that are read in one transaction; a longer one would keep the write-ahead log from being
    /// emptied.
    private static let keysOfRead = 20_000

    /// Learns which keys there are, on a thread of its own; until it knows all, absence is looked up.
    ///
    /// What is committed meanwhile is learnt as it comes, so that it does not matter in which of the
    /// transactions a key is read. Ends by itself when the state is closed or gone. Where it fails, keys are
    /// looked up as before, and whoever reads a value will be told.
    func learnKeys() {
        DispatchQueue.global(qos: .utility).async { [weak self] in
            var last: StateRows.Key?
            while let state = self {
                guard let keys = try? state.keys(after: last) else { return }
                guard let end = keys.last else { return state.knowsEveryKey() }
                var hashing = StateKeyDigests()
                state.learn(
                    keys.map { key in
                        key.id.withUnsafeBytes {
                            hashing.digest(of: StateType(key.type), id: $0)
                        }
                    })
                last = end
            }
        }
    }

    private func keys(after last: StateRows.Key?) throws -> [StateRows.Key]? {
        try readSnapshot { database in
            try StateRows.keys(after: last, limit: CommittedState.keysOfRead, in: database)
        }
    }
}
