/// The rows of a state tree in a dictionary: for tests, and for trees that are small.
package struct StateTreeMemoryStore: StateTreeNodeStore, Sendable {
    private var rows: [StateTreeNodeKey: Bytes] = [:]

    package init() {}

    package func node(_ key: StateTreeNodeKey) throws(StateReadError) -> Bytes? {
        rows[key]
    }

    /// Keeps the new rows of an update; the stale ones stay readable.
    package mutating func keep(_ update: StateTreeUpdate) {
        for (key, row) in update.nodes { rows[key] = row }
    }

    /// Forgets the rows that an update made stale, and with them the versions before it.
    package mutating func prune(_ update: StateTreeUpdate) {
        for (key, _) in update.stale { rows.removeValue(forKey: key) }
    }

    /// How many rows there are.
    package var count: Int { rows.count }
}
