/// Which validators, by their index in the set: a set of small integers.
package struct AuthorSet: Hashable, Sendable {
    /// Indices that fit; the largest validator set has 30.
    package static let capacity = 64

    package private(set) var bits: UInt64

    package init(bits: UInt64 = 0) {
        self.bits = bits
    }

    package var count: Int { bits.nonzeroBitCount }
    package var isEmpty: Bool { bits == 0 }

    package func contains(_ index: Int) -> Bool {
        (0..<AuthorSet.capacity).contains(index) && bits & (1 << UInt64(index)) != 0
    }

    package mutating func insert(_ index: Int) {
        precondition((0..<AuthorSet.capacity).contains(index), "an index of a validator set")
        bits |= 1 << UInt64(index)
    }

    package mutating func remove(_ index: Int) {
        guard (0..<AuthorSet.capacity).contains(index) else { return }
        bits &= ~(1 << UInt64(index))
    }

    package func union(_ other: AuthorSet) -> AuthorSet { AuthorSet(bits: bits | other.bits) }

    package func intersection(_ other: AuthorSet) -> AuthorSet {
        AuthorSet(bits: bits & other.bits)
    }

    /// The indices, ascending.
    package var indices: [Int] {
        var left = bits
        var indices: [Int] = []
        while left != 0 {
            indices.append(left.trailingZeroBitCount)
            left &= left - 1
        }
        return indices
    }
}
