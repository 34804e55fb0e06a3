import LedgerCore

/// The rows of the state tree near its root, which nearly every block reads and writes anew.
///
/// At most 4,369 rows of 644 bytes: 3 MB.
struct UpperNodes {
    private var rows: [StateTreePath: (version: Height, row: Bytes)] = [:]

    /// Nil for a row that is not kept, or is another version's.
    func row(_ key: StateTreeNodeKey) -> Bytes? {
        guard key.path.isUpper, let kept = rows[key.path] else { return nil }
        return kept.version == key.version ? kept.row : nil
    }

    mutating func remember(_ row: Bytes, _ key: StateTreeNodeKey) {
        guard key.path.isUpper else { return }
        rows[key.path] = (key.version, row)
    }
}

/// The nodes of the tree of the committed state: those near the root are seldom read from the disk.
struct CommittedNodes: StateTreeNodeStore {
    let state: CommittedState
    let rows: StateTreeRows

    func node(_ key: StateTreeNodeKey) throws(StateReadError) -> Bytes? {
        if let row = state.upperNode(key) { return row }
        let row = try rows.node(key)
        if let row { state.remember(row, key) }
        return row
    }
}
