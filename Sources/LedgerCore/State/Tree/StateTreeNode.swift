/// Four levels of the binary tree in one row: sixteen slots below a path.
///
/// Spec: Docs/Spec/StateTree.md §3.
struct StateTreeNode: Equatable {
    /// What hangs below one nibble.
    enum Slot: Equatable {
        case empty
        case leaf(key: Digest, valueHash: Digest)
        /// A node of its own, with the version under which the store has it.
        case node(hash: Digest, version: Height)
    }

    static let slotCount = 16

    var slots: [Slot] = Array(repeating: .empty, count: slotCount)

    /// The only leaf below this node; nil where there is none or more.
    var onlyLeaf: Slot? {
        var found: Slot?
        for slot in slots {
            switch slot {
            case .empty: continue
            case .node: return nil
            case .leaf:
                if found != nil { return nil }
                found = slot
            }
        }
        return found
    }

    var isEmpty: Bool { slots.allSatisfy { $0 == .empty } }

    /// The hash of the node: `subtrees[1]`, without the others being kept. Most of what a block costs.
    var hash: Digest {
        slots.withUnsafeBufferPointer { slots in
            StateTreeNode.subtree(of: slots, from: 0, count: StateTreeNode.slotCount).hash
        }
    }

    /// The binary subtree over `count` slots, a power of two.
    private static func subtree(
        of slots: UnsafeBufferPointer<Slot>, from first: Int, count: Int
    ) -> Subtree {
        if count == 1 { return Subtree(slots[first], index: first) }
        let half = count / 2
        return Subtree(
            subtree(of: slots, from: first, count: half),
            subtree(of: slots, from: first + half, count: half))
    }

    /// The binary subtrees inside the node as a heap: 1 is the node, those below i are 2i and 2i + 1,
    /// and 16 to 31 are the slots. Index 0 is unused.
    var subtrees: [Subtree] {
        var heap = Array(repeating: Subtree.empty, count: 2 * StateTreeNode.slotCount)
        for (index, slot) in slots.enumerated() {
            heap[StateTreeNode.slotCount + index] = Subtree(slot, index: index)
        }
        for index in (1..<StateTreeNode.slotCount).reversed() {
            heap[index] = Subtree(heap[2 * index], heap[2 * index + 1])
        }
        return heap
    }

    /// A binary subtree inside a node.
    struct Subtree {
        enum Content: Equatable {
            case none
            case leaf(slot: Int)
            case several
        }

        static let empty = Subtree(hash: StateTreeHash.empty, content: .none)

        let hash: Digest
        let content: Content

        init(hash: Digest, content: Content) {
            self.hash = hash
            self.content = content
        }

        /// The subtree in a slot.
        init(_ slot: Slot, index: Int) {
            switch slot {
            case .empty: self = .empty
            case .leaf(let key, let valueHash):
                self.init(
                    hash: StateTreeHash.leaf(key: key, valueHash: valueHash),
                    content: .leaf(slot: index))
            case .node(let hash, _): self.init(hash: hash, content: .several)
            }
        }

        /// The subtree above two others.
        init(_ left: Subtree, _ right: Subtree) {
            switch (left.content, right.content) {
            case (.none, .none): self = .empty
            case (.leaf, .none): self = left
            case (.none, .leaf): self = right
            default:
                self.init(
                    hash: StateTreeHash.node(left.hash, right.hash), content: .several)
            }
        }
    }
}
