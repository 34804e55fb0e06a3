/// Proof that a leaf stands at a place in a tree.
///
/// Spec: RFC 9162 §2.1.3.
package struct InclusionProof: Hashable, Sendable {
    package let index: UInt64
    package let treeSize: UInt64
    /// The siblings on the way up, the lowest first.
    package let path: [Digest]

    package init(index: UInt64, treeSize: UInt64, path: [Digest]) {
        self.index = index
        self.treeSize = treeSize
        self.path = path
    }

    /// The proof for a leaf of the tree of the first `treeSize` leaves of a source.
    package init<Source: MerkleNodeSource>(
        index: UInt64, treeSize: UInt64, from source: Source
    ) throws(Source.Failure) {
        precondition(index < treeSize, "a proof is of a leaf in the tree")
        var path: [Digest] = []
        var start: UInt64 = 0
        var end = treeSize
        while end - start > 1 {
            let split = start + largestPowerOfTwo(below: end - start)
            if index < split {
                path.append(try source.root(from: split, to: end))
                end = split
            } else {
                path.append(try source.root(from: start, to: split))
                start = split
            }
        }
        self.init(index: index, treeSize: treeSize, path: path.reversed())
    }

    /// The root that follows from a leaf hash and the path; nil when the path has the wrong length.
    ///
    /// Spec: RFC 9162 §2.1.3.2.
    package func root(leaf: Digest) -> Digest? {
        guard index < treeSize else { return nil }
        var node = index
        var last = treeSize - 1
        var hash = leaf
        for sibling in path {
            guard last != 0 else { return nil }
            if node & 1 == 1 || node == last {
                hash = MerkleHash.node(sibling, hash)
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleHash.node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 ? hash : nil
    }

    /// Whether the leaf stands at the index under this root.
    package func holds(leaf: Digest, root: Digest) -> Bool {
        self.root(leaf: leaf) == root
    }
}

extension InclusionProof: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.unsigned(treeSize)
        writer.unsigned(index)
        writer.array(path)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        treeSize = try reader.unsigned()
        index = try reader.unsigned()
        path = try reader.array(of: Digest.self, max: UInt64.bitWidth)
    }
}
