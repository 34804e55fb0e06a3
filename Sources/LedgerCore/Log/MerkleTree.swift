/// A whole small tree in memory: the transactions or outcomes of one block.
package struct MerkleTree: Sendable {
    /// `levels[l][i]` is the hash of node (l, i); only complete subtrees are kept.
    private var levels: [[Digest]] = [[]]
    private var frontier = MerkleFrontier()

    package init(leaves: some Sequence<Digest>) {
        for leaf in leaves {
            frontier.append(leaf: leaf) { node, hash in
                if node.level == levels.count { levels.append([]) }
                levels[node.level].append(hash)
            }
        }
    }

    package init(entries: some Sequence<Bytes>) {
        self.init(leaves: entries.lazy.map(MerkleHash.leaf))
    }

    package var size: UInt64 { frontier.size }
    package var root: Digest { frontier.root }
}

extension MerkleTree: MerkleNodeSource {
    package func hash(of node: MerkleNode) throws(Never) -> Digest {
        levels[node.level][Int(node.index)]
    }
}
