/// Writes that are not yet in the state below: what a block does to the state while it executes.
///
/// A refused transaction leaves no trace: take a savepoint before it and roll back to it.
package struct StateOverlay: StateReading {
    private let base: any StateReading
    /// Every write, newest last, with the one that it replaced, so that a savepoint costs nothing
    /// until it is used.
    private var writes: [Write] = []
    /// Where in `writes` the last one of each key stands.
    private var last: [Digest: Int] = [:]

    private struct Write {
        let key: StateKey
        let value: Bytes?
        /// Where the write of the same key before it stands.
        let replaced: Int?
    }

    /// A point to roll back to.
    package struct Savepoint: Sendable {
        fileprivate let writeCount: Int
    }

    package init(on base: any StateReading) {
        self.base = base
    }

    /// Makes room for so many writes, which growing step by step would move several times.
    package mutating func reserve(_ count: Int) {
        writes.reserveCapacity(count)
        last.reserveCapacity(count)
    }

    package func value(for key: StateKey) throws(StateReadError) -> Bytes? {
        if let place = last[key.digest] { return writes[place].value }
        return try base.value(for: key)
    }

    /// Sets a value, or removes the key with nil.
    package mutating func set(_ value: Bytes?, for key: StateKey) {
        let replaced = last.updateValue(writes.count, forKey: key.digest)
        writes.append(Write(key: key, value: value, replaced: replaced))
    }

    package func savepoint() -> Savepoint {
        Savepoint(writeCount: writes.count)
    }

    /// Undoes every write since the savepoint, the later savepoints with them.
    package mutating func rollback(to savepoint: Savepoint) {
        precondition(savepoint.writeCount <= writes.count, "a savepoint already rolled back")
        while writes.count > savepoint.writeCount {
            let write = writes.removeLast()
            last[write.key.digest] = write.replaced
        }
    }

    /// Every key written, in the order of the tree; a nil value removes the key.
    package var changes: [StateChange] {
        last.values
            .map { StateChange(key: writes[$0].key, value: writes[$0].value) }
            .sorted { $0.key < $1.key }
    }
}

/// One key set to a value, or removed.
package struct StateChange: Equatable, Sendable {
    package let key: StateKey
    package let value: Bytes?

    package init(key: StateKey, value: Bytes?) {
        self.key = key
        self.value = value
    }
}
