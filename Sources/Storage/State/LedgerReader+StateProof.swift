package import LedgerCore

extension LedgerReader {
    /// Proof of what the state held for a key after a block, or that it held nothing.
    ///
    /// - Parameter height: at most 256 below the head; nil is the head.
    /// - Returns: nil where the state of that height is not kept.
    package func stateProof(
        of key: StateKey, at height: Height? = nil
    ) throws(StorageError) -> StateProof? {
        let head = try head().height
        let version = height ?? head
        // Some nodes of earlier ones may still be there, and others not.
        guard version.rawValue + LedgerStore.stateVersionsKept >= head.rawValue else { return nil }
        let rows = try StateTreeRows(database)
        do {
            guard try isRootKept(version, in: rows) else { return nil }
            return try StateTree(version: version, store: rows).proof(of: key.digest)
        } catch { throw StorageError(error) }
    }

    private func isRootKept(
        _ version: Height, in rows: StateTreeRows
    ) throws(StateReadError) -> Bool {
        try rows.node(StateTreeNodeKey(path: .root, version: version)) != nil
    }
}
