/// The name of a node row: where it hangs, and the height at which it was written.
package struct StateTreeNodeKey: Hashable, Sendable {
    package let path: StateTreePath
    package let version: Height

    package init(path: StateTreePath, version: Height) {
        self.path = path
        self.version = version
    }
}

/// Where the rows of the state tree are kept. The tree itself is never in memory.
package protocol StateTreeNodeStore {
    /// The row written under this name; nil where there is none.
    func node(_ key: StateTreeNodeKey) throws(StateReadError) -> Bytes?
}

/// The rows of one update, for a store to keep in the same transaction as the block.
package struct StateTreeUpdate: Sendable {
    /// The root hash after the update.
    package let root: Digest
    /// New rows. The root's is always among them, so the root of height h is (root path, h).
    package let nodes: [(key: StateTreeNodeKey, row: Bytes)]
    /// Rows of the version before that this one does not have any more.
    package let stale: [(key: StateTreeNodeKey, row: Bytes)]
    /// Paths of stale rows at which there is no new one.
    package let removed: [StateTreePath]
}
