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

    /// The hash of the node.
    var hash: Digest { subtrees[1].hash }

    /// The binary subtrees inside the node as a heap: 1 is the node, those below i are 2i and 2i + 1,
    /// and 16 to 31 are the slots. Index 0 is unused.
    var subtrees: [Subtree] {
        var heap = Array(repeating: Subtree.empty, count: 2 * StateTreeNode.slotCount)
        for (index, slot) in slots.enumerated() {
            switch slot {
            case .empty: continue
            case .leaf(let key, let valueHash):
                heap[StateTreeNode.slotCount + index] = Subtree(
                    hash: StateTreeHash.leaf(key: key, valueHash: valueHash),
                    content: .leaf(slot: index))
            case .node(let hash, _):
                heap[StateTreeNode.slotCount + index] = Subtree(hash: hash, content: .several)
            }
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
