/// The right edge of a log: enough to append to it and to know its root, in at most 64 digests.
///
/// Holds the hash of each complete subtree that the size splits into, the largest first.
package struct MerkleFrontier: Hashable, Sendable {
    /// Number of leaves.
    package private(set) var size: UInt64 = 0
    private var subtrees: [Digest] = []

    package init() {}

    /// The edge of a log from its complete subtrees, the largest first; nil unless there is one for
    /// each one bit of the size.
    package init?(size: UInt64, subtrees: [Digest]) {
        guard subtrees.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.subtrees = subtrees
    }

    /// Appends a leaf hash, telling every complete subtree that it finishes, the leaf itself first.
    package mutating func append(
        leaf: Digest, finishing: (MerkleNode, Digest) -> Void = { _, _ in }
    ) {
        precondition(size < .max, "a log has fewer than 2^64 leaves")
        var hash = leaf
        var level = 0
        finishing(MerkleNode(level: 0, index: size), hash)
        while size >> UInt64(level) & 1 == 1 {
            hash = MerkleHash.node(subtrees.removeLast(), hash)
            level += 1
            finishing(MerkleNode(level: level, index: size >> UInt64(level)), hash)
        }
        subtrees.append(hash)
        size += 1
    }

    /// Appends an entry.
    package mutating func append(entry: Bytes) {
        append(leaf: MerkleHash.leaf(entry))
    }

    /// The root of the tree.
    package var root: Digest {
        guard var root = subtrees.last else { return MerkleHash.emptyRoot }
        for left in subtrees.dropLast().reversed() { root = MerkleHash.node(left, root) }
        return root
    }
}

extension MerkleFrontier: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.unsigned(size)
        writer.array(subtrees)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        try reader.array(count: 2)
        size = try reader.unsigned()
        subtrees = try reader.array(of: Digest.self, max: UInt64.bitWidth)
        guard subtrees.count == size.nonzeroBitCount else {
            throw CBORError(.invalid("as many subtrees as the size has one bits"), at: offset)
        }
    }
}
