package import LedgerCore

/// What a block does to the state, and the root that follows. Nothing of it is written yet.
///
/// A pure function of the committed state and the changes, so that every validator computes the same
/// before it votes. It belongs to the height at which it was made: commit it there, or drop it.
package struct StateUpdate: Sendable {
    /// Ascending by key.
    package let changes: [StateChange]
    /// The block before.
    let base: BlockID
    /// The rows of the state tree that change; nil where the ledger goes without it for a while.
    let tree: StateTreeUpdate?
    /// The root of the state tree after the changes: the header's `stateRoot`.
    package let root: Digest

    init(changes: [StateChange], base: BlockID, tree: StateTreeUpdate) {
        self.changes = changes
        self.base = base
        self.tree = tree
        root = tree.root
    }

    /// An update whose root is what others have decided, and is held against the tree that is made later.
    init(changes: [StateChange], base: BlockID, claiming root: Digest) {
        self.changes = changes
        self.base = base
        tree = nil
        self.root = root
    }
}

extension LedgerStore {
    /// Most versions of the state tree that are kept: how old a root may be that a proof is made under. After
    /// large blocks they are fewer, and sixteen at least.
    package static let stateVersionsMax = 256

    /// The root of the state tree after these changes to the committed state, with the nodes that a
    /// commit would write. Reads the nodes on the ways of the changed keys, and writes nothing.
    ///
    /// - Parameter changes: ascending by key, each key once, as `StateOverlay.changes` gives them.
    package func stateUpdate(_ changes: [StateChange]) throws(StorageError) -> StateUpdate {
        let head = head
        let tree = try committedState.readTree { nodes throws(StorageError) in
            try nodes.tree(after: changes, to: head.height)
        }
        return StateUpdate(changes: changes, base: head.blockID, tree: tree)
    }
}
