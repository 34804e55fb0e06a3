import LedgerCore

/// The definition of the state tree, word for word, over all leaves in memory.
///
/// Spec: Docs/Spec/StateTree.md §2.
struct NaiveStateTree {
    var values: [StateKey: Bytes] = [:]

    var root: Digest {
        let leaves = values.map {
            (key: $0.key.digest.bytes, valueHash: Digest(hashing: $0.value))
        }
        return root(leaves, depth: 0)
    }

    private func root(_ leaves: [(key: Bytes, valueHash: Digest)], depth: Int) -> Digest {
        guard let first = leaves.first else { return .zero }
        if leaves.count == 1 {
            return Digest(hashing: [3] + first.key + first.valueHash.bytes)
        }
        let isRight = { (leaf: (key: Bytes, valueHash: Digest)) in
            leaf.key[depth / 8] >> UInt8(7 - depth % 8) & 1 == 1
        }
        let left = root(leaves.filter { !isRight($0) }, depth: depth + 1)
        let right = root(leaves.filter(isRight), depth: depth + 1)
        return Digest(hashing: [4] + left.bytes + right.bytes)
    }
}
