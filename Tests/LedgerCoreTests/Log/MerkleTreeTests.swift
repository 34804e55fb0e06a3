import LedgerCore
import Testing

@Suite struct MerkleTreeTests {
    private let leaves = (0..<70).map { MerkleHash.leaf([UInt8($0)]) }

    /// The definition, word for word. Spec: RFC 9162 §2.1.1.
    private func definedRoot(_ leaves: ArraySlice<Digest>) -> Digest {
        guard let first = leaves.first else { return MerkleHash.emptyRoot }
        guard leaves.count > 1 else { return first }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        return MerkleHash.node(
            definedRoot(leaves.prefix(split)), definedRoot(leaves.dropFirst(split)))
    }

    @Test func `a frontier has the root of the definition at every size`() throws {
        var frontier = MerkleFrontier()
        for size in 0...leaves.count {
            #expect(frontier.root == definedRoot(leaves.prefix(size)))
            #expect(frontier.size == UInt64(size))
            #expect(try MerkleFrontier(decoding: frontier.encoded()) == frontier)
            if size < leaves.count { frontier.append(leaf: leaves[size]) }
        }
    }

    @Test func `every proof of every size holds, and for nothing else`() {
        let tree = MerkleTree(leaves: leaves)
        for size in 1...UInt64(leaves.count) {
            let root = definedRoot(leaves.prefix(Int(size)))
            for index in 0..<size {
                let proof = InclusionProof(index: index, treeSize: size, from: tree)
                #expect(proof.holds(leaf: leaves[Int(index)], root: root))
                #expect(!proof.holds(leaf: leaves[Int(index)], root: leaves[0]) || size == 1)
                #expect(!proof.holds(leaf: MerkleHash.leaf([255]), root: root))
            }
            for first in 1...size {
                let proof = ConsistencyProof(firstSize: first, secondSize: size, from: tree)
                let firstRoot = definedRoot(leaves.prefix(Int(first)))
                #expect(proof.holds(firstRoot: firstRoot, secondRoot: root))
                #expect(!proof.holds(firstRoot: MerkleHash.leaf([255]), secondRoot: root))
            }
        }
    }

    @Test func `a frontier whose parts do not fit its size is refused`() {
        var writer = CBORWriter()
        writer.array(count: 2)
        writer.unsigned(3)
        writer.array([Digest.zero])

        #expect(
            throws: CBORError(.invalid("as many subtrees as the size has one bits"), at: 0)
        ) {
            try MerkleFrontier(decoding: writer.output)
        }
    }

    @Test func `numbers from a hostile proof never trap`() {
        let path = Array(repeating: Digest.zero, count: 64)
        let numbers: [UInt64] = [0, 1, 2, 1 << 63, .max - 1, .max]
        for (first, second) in numbers.flatMap({ first in numbers.map { (first, $0) } }) {
            let inclusion = InclusionProof(index: first, treeSize: second, path: path)
            let consistency = ConsistencyProof(firstSize: first, secondSize: second, path: path)

            #expect(!inclusion.holds(leaf: .zero, root: .zero))
            #expect(!consistency.holds(firstRoot: .zero, secondRoot: .zero))
        }
    }
}
