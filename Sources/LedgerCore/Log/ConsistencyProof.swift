/// Proof that one tree is the beginning of another.
///
/// Spec: RFC 9162 §2.1.4.
package struct ConsistencyProof: Hashable, Sendable {
    package let firstSize: UInt64
    package let secondSize: UInt64
    package let path: [Digest]

    package init(firstSize: UInt64, secondSize: UInt64, path: [Digest]) {
        self.firstSize = firstSize
        self.secondSize = secondSize
        self.path = path
    }

    /// The proof between two sizes of a source.
    package init<Source: MerkleNodeSource>(
        firstSize: UInt64, secondSize: UInt64, from source: Source
    ) throws(Source.Failure) {
        precondition(0 < firstSize && firstSize <= secondSize, "the first tree is the smaller")
        var path: [Digest] = []
        if firstSize < secondSize {
            var start: UInt64 = 0
            var end = secondSize
            var firstRootIsKnown = true
            while end != firstSize {
                let split = start + largestPowerOfTwo(below: end - start)
                if firstSize <= split {
                    path.append(try source.root(from: split, to: end))
                    end = split
                } else {
                    path.append(try source.root(from: start, to: split))
                    start = split
                    firstRootIsKnown = false
                }
            }
            if !firstRootIsKnown { path.append(try source.root(from: start, to: end)) }
        }
        self.init(firstSize: firstSize, secondSize: secondSize, path: path.reversed())
    }

    /// Whether the tree with the first root is the beginning of the tree with the second.
    ///
    /// A tree without leaves is the beginning of every tree, so there is nothing to prove about it,
    /// and no proof of it holds.
    ///
    /// Spec: RFC 9162 §2.1.4.2.
    package func holds(firstRoot: Digest, secondRoot: Digest) -> Bool {
        guard 0 < firstSize, firstSize <= secondSize else { return false }
        if firstSize == secondSize { return path.isEmpty && firstRoot == secondRoot }

        // Where the first tree is one complete subtree, the proof need not repeat its root.
        let firstIsComplete = firstSize.nonzeroBitCount == 1
        guard var seed = firstIsComplete ? firstRoot : path.first else { return false }
        var node = firstSize - 1
        var last = secondSize - 1
        let skipped = UInt64((~node).trailingZeroBitCount)
        node >>= skipped
        last >>= skipped

        var second = seed
        for sibling in path.dropFirst(firstIsComplete ? 0 : 1) {
            guard last != 0 else { return false }
            if node & 1 == 1 || node == last {
                seed = MerkleHash.node(sibling, seed)
                second = MerkleHash.node(sibling, second)
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                second = MerkleHash.node(second, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && seed == firstRoot && second == secondRoot
    }
}

extension ConsistencyProof: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.unsigned(firstSize)
        writer.unsigned(secondSize)
        writer.array(path)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        firstSize = try reader.unsigned()
        secondSize = try reader.unsigned()
        // A path up the second tree, and the seed.
        path = try reader.array(of: Digest.self, max: UInt64.bitWidth + 1)
    }
}
