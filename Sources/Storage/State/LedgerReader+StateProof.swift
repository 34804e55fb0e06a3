package import LedgerCore

extension LedgerReader {
    /// Proof of what the state held for a key after a block, or that it held nothing.
    ///
    /// - Parameter height: of one of the last blocks; nil is the head.
    /// - Returns: nil where the state tree of that height is not kept.
    package func stateProof(
        of key: StateKey, at height: Height? = nil
    ) throws(StorageError) -> StateProof? {
        let head = try head().height
        let version = height ?? head
        guard try !lacksTree() else { return nil }
        do {
            if version == head {
                return try StateTree(version: version, store: StateTreeRows(database))
                    .proof(of: key.digest)
            }
            return try FormerStateTree(of: version, in: database).map { tree in
                try StateTree(version: version, store: tree).proof(of: key.digest)
            }
        } catch { throw StorageError(error) }
    }
}
