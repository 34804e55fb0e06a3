/// The state tree of one height, read from its rows.
///
/// Spec: Docs/Spec/StateTree.md.
package struct StateTree<Store: StateTreeNodeStore> {
    let store: Store
    /// The height whose root this is; nil for the tree without leaves, which has no row.
    package let version: Height?

    package init(version: Height?, store: Store) {
        self.version = version
        self.store = store
    }

    /// The root hash.
    package func root() throws(StateReadError) -> Digest {
        try rootNode().hash
    }

    /// The proof of what a key is, or that it is not.
    package func proof(of key: Digest) throws(StateReadError) -> StateProof {
        var siblings: [Digest] = []
        var node = try rootNode()
        for depth in 0..<StateTreePath.countMax {
            let subtrees = node.subtrees
            var place = 1
            while place < StateTreeNode.slotCount, subtrees[place].content == .several {
                let bit = key.bit(siblings.count)
                siblings.append(subtrees[2 * place + (1 - bit)].hash)
                place = 2 * place + bit
            }
            switch subtrees[place].content {
            case .none: return StateProof(siblings: siblings, end: .empty)
            case .leaf(let slot):
                guard case .leaf(let found, let valueHash) = node.slots[slot] else {
                    preconditionFailure("a subtree with one leaf has it in its slot")
                }
                return StateProof(
                    siblings: siblings, end: .leaf(key: found, valueHash: valueHash))
            case .several:
                guard case .node(_, let version) = node.slots[key.nibble(depth)] else {
                    preconditionFailure("several leaves in one slot are a node")
                }
                node = try self.node(
                    StateTreeNodeKey(
                        path: StateTreePath(prefixOf: key, count: depth + 1), version: version))
            }
        }
        throw StateReadError(reason: "the state tree is deeper than its keys are long")
    }

    func rootNode() throws(StateReadError) -> StateTreeNode {
        guard let version else { return StateTreeNode() }
        return try node(StateTreeNodeKey(path: .root, version: version))
    }

    /// Calls `body` with every row, each before those of the nodes that hang on it.
    package func forEachRow(
        _ body: (StateTreeNodeKey, Bytes) throws -> Void
    ) throws {
        guard let version else { return }
        var rest = [StateTreeNodeKey(path: .root, version: version)]
        while let key = rest.popLast() {
            let row = try row(key)
            try body(key, row)
            for (nibble, slot) in try StateTree.node(in: row, key).slots.enumerated().reversed() {
                guard case .node(_, let version) = slot else { continue }
                rest.append(StateTreeNodeKey(path: key.path.appending(nibble), version: version))
            }
        }
    }

    func node(_ key: StateTreeNodeKey) throws(StateReadError) -> StateTreeNode {
        try StateTree.node(in: row(key), key)
    }

    func row(_ key: StateTreeNodeKey) throws(StateReadError) -> Bytes {
        guard let row = try store.node(key) else {
            throw StateReadError(
                reason: "state tree node \(key.path) of height \(key.version) is missing")
        }
        return row
    }

    static func node(
        in row: Bytes, _ key: StateTreeNodeKey
    ) throws(StateReadError) -> StateTreeNode {
        guard let node = StateTreeNode(row: row) else {
            throw StateReadError(
                reason: "state tree node \(key.path) of height \(key.version) is damaged")
        }
        return node
    }
}
