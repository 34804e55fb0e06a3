/// Writes that are not yet in the state below: what a block does to the state while it executes.
///
/// A refused transaction leaves no trace: take a savepoint before it and roll back to it.
package struct StateOverlay: StateReading {
    private let base: any StateReading
    private var writes: [StateKey: Bytes?] = [:]
    /// What each write replaced, newest last, so that a savepoint costs nothing until it is used.
    private var journal: [(key: StateKey, replaced: Replaced)] = []

    private enum Replaced {
        case nothing
        case write(Bytes?)
    }

    /// A point to roll back to.
    package struct Savepoint: Sendable {
        fileprivate let journalCount: Int
    }

    package init(on base: any StateReading) {
        self.base = base
    }

    /// Makes room for so many writes, which growing step by step would move several times.
    package mutating func reserve(_ count: Int) {
        writes.reserveCapacity(count)
        journal.reserveCapacity(count)
    }

    package func value(for key: StateKey) throws(StateReadError) -> Bytes? {
        if let written = writes[key] { return written }
        return try base.value(for: key)
    }

    /// Sets a value, or removes the key with nil.
    package mutating func set(_ value: Bytes?, for key: StateKey) {
        let replaced = writes.updateValue(value, forKey: key)
        journal.append((key, replaced.map(Replaced.write) ?? .nothing))
    }

    package func savepoint() -> Savepoint {
        Savepoint(journalCount: journal.count)
    }

    /// Undoes every write since the savepoint, the later savepoints with them.
    package mutating func rollback(to savepoint: Savepoint) {
        precondition(savepoint.journalCount <= journal.count, "a savepoint already rolled back")
        while journal.count > savepoint.journalCount {
            let (key, replaced) = journal.removeLast()
            switch replaced {
            case .nothing: writes.removeValue(forKey: key)
            case .write(let value): writes.updateValue(value, forKey: key)
            }
        }
    }

    /// Every key written, in the order of the tree; a nil value removes the key.
    package var changes: [StateChange] {
        writes.map { StateChange(key: $0.key, value: $0.value) }.sorted { $0.key < $1.key }
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
