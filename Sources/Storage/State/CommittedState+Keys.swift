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
            var last: StatePlace?
            while let state = self {
                guard let places = try? state.places(after: last) else { return }
                guard let end = places.last else { return state.knowsEveryKey() }
                guard let keys = try? CommittedState.digests(of: places) else { return }
                state.learn(keys)
                last = end
            }
        }
    }

    private func places(after last: StatePlace?) throws -> [StatePlace]? {
        try readSnapshot { database in
            try StateRows.places(after: last, limit: CommittedState.keysOfRead, in: database)
        }
    }

    private static func digests(of places: [StatePlace]) throws(StorageError) -> [Digest] {
        var hashing = StateKeyDigests()
        var digests: [Digest] = []
        digests.reserveCapacity(places.count)
        for place in places {
            let (type, id) = try place.key()
            digests.append(id.withUnsafeBytes { hashing.digest(of: type, id: $0) })
        }
        return digests
    }
}
