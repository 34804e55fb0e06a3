extension StateTree {
    /// The tree after these changes, as the rows that change.
    ///
    /// - Parameters:
    ///   - changes: ascending by key, no key twice, as a `StateOverlay` gives them.
    ///   - version: the height of the new tree, above that of this one.
    package func updated(
        with changes: [StateChange], version: Height
    ) throws(StateReadError) -> StateTreeUpdate {
        if let before = self.version {
            precondition(before < version, "a tree is updated to a later height")
        }
        for (one, next) in zip(changes, changes.dropFirst()) {
            precondition(one.key < next.key, "changes ascend by key")
        }
        var builder = StateTreeBuilder(version: version) { key throws(StateReadError) in
            let row = try row(key)
            return (try StateTree.node(in: row, key), row)
        }
        let leaves = changes.map { change in
            StateTreeBuilder.Leaf(
                key: change.key.digest, valueHash: change.value.map { Digest(hashing: $0) })
        }
        return try builder.build(leaves, on: self.version)
    }
}

/// One pass over the part of the tree that changes, from the root down and back up.
///
/// Not generic over the store: what hangs on another module's type is not specialised, and would look
/// its own types up at every step.
private struct StateTreeBuilder {
    /// A key and its new value hash; nil removes it.
    struct Leaf {
        let key: Digest
        let valueHash: Digest?
    }

    typealias Slot = StateTreeNode.Slot

    typealias Reading = (StateTreeNodeKey) throws(StateReadError) -> (StateTreeNode, row: Bytes)

    /// Reads a node of the tree before.
    private let read: Reading
    private let version: Height
    private var nodes: [(key: StateTreeNodeKey, row: Bytes)] = []
    private var stale: [(key: StateTreeNodeKey, row: Bytes)] = []
    private var removed: [StateTreePath] = []

    init(version: Height, read: @escaping Reading) {
        self.read = read
        self.version = version
    }

    /// - Parameter before: the version of the tree before; nil for the one without leaves.
    mutating func build(
        _ changes: [Leaf], on before: Height?
    ) throws(StateReadError) -> StateTreeUpdate {
        var root = StateTreeNode()
        if let before {
            let name = StateTreeNodeKey(path: .root, version: before)
            let row: Bytes
            (root, row) = try read(name)
            stale.append((name, row))
        }
        try change(&root, depth: 0, with: changes[...])
        nodes.append((StateTreeNodeKey(path: .root, version: version), root.row))
        return StateTreeUpdate(root: root.hash, nodes: nodes, stale: stale, removed: removed)
    }

    /// Applies changes, whose keys all begin with the node's path, to its slots.
    private mutating func change(
        _ node: inout StateTreeNode, depth: Int, with changes: ArraySlice<Leaf>
    ) throws(StateReadError) {
        var rest = changes
        while let first = rest.first {
            let nibble = first.key.nibble(depth)
            let end = rest.firstIndex { $0.key.nibble(depth) != nibble } ?? rest.endIndex
            node.slots[nibble] = try changed(
                node.slots[nibble], depth: depth + 1, with: rest[..<end])
            rest = rest[end...]
        }
    }

    /// A slot after the changes below it. `depth` is the number of nibbles on the way to it.
    private mutating func changed(
        _ slot: Slot, depth: Int, with changes: ArraySlice<Leaf>
    ) throws(StateReadError) -> Slot {
        switch slot {
        case .empty:
            return try grown(from: nil, depth: depth, with: changes)
        case .leaf(let key, let valueHash):
            return try grown(
                from: Leaf(key: key, valueHash: valueHash), depth: depth, with: changes)
        case .node(_, let before):
            guard let key = changes.first?.key else { return slot }
            let path = StateTreePath(prefixOf: key, count: depth)
            let name = StateTreeNodeKey(path: path, version: before)
            let (old, row) = try read(name)
            var new = old
            try change(&new, depth: depth, with: changes)
            if new == old { return slot }
            stale.append((name, row))
            let kept = keep(new, path: path)
            if case .node = kept { return kept }
            removed.append(path)
            return kept
        }
    }

    /// A slot in which at most one leaf was.
    private mutating func grown(
        from leaf: Leaf?, depth: Int, with changes: ArraySlice<Leaf>
    ) throws(StateReadError) -> Slot {
        if changes.count == 1, let only = changes.first, leaf == nil || leaf?.key == only.key {
            return only.valueHash.map { .leaf(key: only.key, valueHash: $0) } ?? .empty
        }
        let kept = leaf.flatMap { leaf in
            changes.contains { $0.key == leaf.key } ? nil : leaf
        }
        var leaves = changes.filter { $0.valueHash != nil }
        if let kept {
            leaves.insert(kept, at: leaves.firstIndex { kept.key < $0.key } ?? leaves.endIndex)
        }
        guard let first = leaves.first, let valueHash = first.valueHash else { return .empty }
        guard leaves.count > 1 else { return .leaf(key: first.key, valueHash: valueHash) }
        var node = StateTreeNode()
        try change(&node, depth: depth, with: leaves[...])
        return keep(node, path: StateTreePath(prefixOf: first.key, count: depth))
    }

    /// Writes a node below the root, unless less than two leaves are left in it.
    private mutating func keep(_ node: StateTreeNode, path: StateTreePath) -> Slot {
        if let leaf = node.onlyLeaf { return leaf }
        if node.isEmpty { return .empty }
        nodes.append((StateTreeNodeKey(path: path, version: version), node.row))
        return .node(hash: node.hash, version: version)
    }
}
