import Dispatch
import LedgerCore

extension CommittedState {
    /// Keys that are read in one transaction; longer ones would keep the write-ahead log from being
    /// emptied.
    private static let keysOfRead = 20_000

    /// Learns which keys there are, on a thread of its own; until it knows all, absence is looked up.
    ///
    /// What is committed meanwhile is learnt as it comes, so that it does not matter in which of the
    /// transactions a key is read. Ends by itself when the state is gone. Where it fails, whoever reads a
    /// value will be told.
    func learnKeys() {
        DispatchQueue.global(qos: .utility).async { [weak self] in
            var last: (type: UInt8, id: Bytes)?
            while let state = self {
                do { last = try state.learnKeys(after: last) } catch { return }
                if last == nil { return state.knowsEveryKey() }
            }
        }
    }

    /// - Returns: the last key that was read; nil when there is none behind `last`.
    private func learnKeys(
        after last: (type: UInt8, id: Bytes)?
    ) throws -> (type: UInt8, id: Bytes)? {
        var end: (type: UInt8, id: Bytes)?
        var digests: [Digest] = []
        var hashing = StateKeyDigests()
        try readSnapshot { database in
            try StateRows.forEachKey(after: last, limit: CommittedState.keysOfRead, in: database) {
                type, id in
                digests.append(id.withUnsafeBytes { hashing.digest(of: StateType(type), id: $0) })
                end = (type, id)
            }
        }
        learn(digests)
        return end
    }
}
