/// The hashes of an RFC 9162 tree: the log of the chain, and the roots inside a header.
///
/// Spec: RFC 9162 §2.1.1.
package enum MerkleHash {
    /// The root of a tree without leaves.
    package static let emptyRoot = Digest(hashing: Bytes())

    /// The hash of an entry at the bottom of the tree.
    package static func leaf(_ entry: Bytes) -> Digest {
        Digest(prefix: HashPrefix.logLeaf, entry)
    }

    /// The hash above two others.
    package static func node(_ left: Digest, _ right: Digest) -> Digest {
        Digest(prefix: HashPrefix.logNode, left, right)
    }

    /// The root over these leaf hashes, in order.
    package static func root(ofLeaves leaves: some Sequence<Digest>) -> Digest {
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(leaf: leaf) }
        return frontier.root
    }

    /// The root over the roots of equal complete subtrees, as many as a power of two.
    package static func root(ofNodes nodes: [Digest]) -> Digest {
        precondition(nodes.count.nonzeroBitCount == 1, "a complete subtree")
        var row = nodes
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { node(row[$0], row[$0 + 1]) }
        }
        return row[0]
    }

    /// The root over these entries, in order.
    package static func root(ofEntries entries: some Sequence<Bytes>) -> Digest {
        root(ofLeaves: entries.lazy.map(leaf))
    }
}
