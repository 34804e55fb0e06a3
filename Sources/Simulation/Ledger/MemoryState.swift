import LedgerCore

/// A state held in memory.
struct MemoryState: StateReading {
    private var values: [StateKey: Bytes] = [:]

    func value(for key: StateKey) throws(StateReadError) -> Bytes? { values[key] }

    mutating func apply(_ changes: [StateChange]) {
        for change in changes { values[change.key] = change.value }
    }

    /// The hash of all keys and values, in the order of the tree. It proves nothing of a single key, as
    /// the tree on disk does, and differs whenever the state does.
    var root: Digest {
        var bytes: Bytes = []
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            bytes += key.digest.bytes
            bytes += Digest(hashing: value).bytes
        }
        return Digest(hashing: bytes)
    }
}
