/// The hashes of the state tree: a binary tree over 256-bit keys in which a subtree with a single leaf
/// is that leaf.
///
/// Spec: Docs/Spec/StateTree.md §2.
package enum StateTreeHash {
    /// The hash of a subtree without leaves.
    package static let empty = Digest.zero

    /// The hash of a subtree with one leaf, wherever it hangs. The whole key is in it, so a leaf cannot
    /// pass for another one whose key begins alike.
    package static func leaf(key: Digest, valueHash: Digest) -> Digest {
        Digest(prefix: HashPrefix.stateLeaf, key, valueHash)
    }

    /// The hash of a subtree with two leaves or more.
    package static func node(_ left: Digest, _ right: Digest) -> Digest {
        Digest(prefix: HashPrefix.stateNode, left, right)
    }
}
