/// The tree over all leaves at once, in one pass from the left to the right and from the bottom to the
/// top.
///
/// Gives the rows that one update of the empty tree with all of them would give, and needs memory for
/// one way down alone. The leaves come ascending by key, no key twice.
package struct StateTreeBulkBuilder {
    private let version: Height
    /// The nodes on the way to the last leaf that was placed, the root first.
    private var open = [StateTreeNode()]
    /// The leaf before, whose place the next one decides.
    private var last: (key: Digest, valueHash: Digest)?

    /// - Parameter version: the height of every row.
    package init(version: Height) {
        self.version = version
    }

    /// Adds the next leaf, giving the rows of nodes that nothing can be added to any more.
    package mutating func add<Failure: Error>(
        key: Digest, valueHash: Digest,
        finished: (StateTreeNodeKey, Bytes) throws(Failure) -> Void
    ) throws(Failure) {
        if let last {
            precondition(last.key < key, "leaves ascend by key")
            var shared = 0
            while last.key.nibble(shared) == key.nibble(shared) { shared += 1 }
            while open.count <= shared { open.append(StateTreeNode()) }
            place(last)
            while open.count - 1 > shared { try close(under: last.key, finished) }
        }
        last = (key, valueHash)
    }

    /// Ends the tree, giving the rest of the rows, that of the root last.
    ///
    /// - Returns: the root hash.
    package mutating func finish<Failure: Error>(
        finished: (StateTreeNodeKey, Bytes) throws(Failure) -> Void
    ) throws(Failure) -> Digest {
        if let last {
            place(last)
            while open.count > 1 { try close(under: last.key, finished) }
        }
        last = nil
        try finished(StateTreeNodeKey(path: .root, version: version), open[0].row)
        return open[0].hash
    }

    private mutating func place(_ leaf: (key: Digest, valueHash: Digest)) {
        let depth = open.count - 1
        open[depth].slots[leaf.key.nibble(depth)] = .leaf(
            key: leaf.key, valueHash: leaf.valueHash)
    }

    /// Hangs the deepest open node, which has two leaves at least, into the one above it.
    private mutating func close<Failure: Error>(
        under key: Digest, _ finished: (StateTreeNodeKey, Bytes) throws(Failure) -> Void
    ) throws(Failure) {
        let node = open.removeLast()
        let depth = open.count
        let path = StateTreePath(prefixOf: key, count: depth)
        try finished(StateTreeNodeKey(path: path, version: version), node.row)
        open[depth - 1].slots[key.nibble(depth - 1)] = .node(hash: node.hash, version: version)
    }
}
