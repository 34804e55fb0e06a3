/// A complete subtree of the log: 2^level leaves from leaf index · 2^level on.
package struct MerkleNode: Hashable, Sendable {
    /// 0 for a leaf hash.
    package let level: Int
    /// Position from the left among the nodes of its level.
    package let index: UInt64

    package init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }
}

/// Where the hashes of complete subtrees are kept.
package protocol MerkleNodeSource {
    associatedtype Failure: Error
    /// The hash of a complete subtree of a tree at least that large.
    func hash(of node: MerkleNode) throws(Failure) -> Digest
}

extension MerkleNodeSource {
    /// The root of leaves `start..<end`, where `start` is a multiple of the smallest power of two that
    /// is not below the width: the only ranges that proofs ask for.
    func root(from start: UInt64, to end: UInt64) throws(Failure) -> Digest {
        let width = end - start
        if width.nonzeroBitCount == 1 {
            let level = width.trailingZeroBitCount
            return try hash(of: MerkleNode(level: level, index: start >> UInt64(level)))
        }
        let split = start + largestPowerOfTwo(below: width)
        return MerkleHash.node(try root(from: start, to: split), try root(from: split, to: end))
    }
}

/// The largest power of two below a number above 1.
///
/// Spec: RFC 9162 §2.1.1, the `k` of every recursion.
func largestPowerOfTwo(below number: UInt64) -> UInt64 {
    precondition(number > 1, "one leaf is not split")
    return 1 << UInt64(63 - (number - 1).leadingZeroBitCount)
}
