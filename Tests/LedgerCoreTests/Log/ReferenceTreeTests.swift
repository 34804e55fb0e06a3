import LedgerCore
import Testing

/// The reference tree of Certificate Transparency: eight leaves, every root and every proof.
@Suite(.needsSharedData) struct ReferenceTreeTests {
    private struct Reference: Decodable {
        let leaf_inputs_hex: [String]
        let leaf_hashes: [String]
        let roots_by_size: [String]
        let inclusion: [Inclusion]
        let consistency: [Consistency]
    }

    private struct Inclusion: Decodable {
        let index: UInt64
        let size: UInt64
        let proof: [String]
    }

    private struct Consistency: Decodable {
        let old: UInt64
        let new: UInt64
        let proof: [String]
    }

    private let reference: Reference

    init() throws {
        reference = try SharedData.decode(Reference.self, "merkle/rfc6962_reference_tree.json")
    }

    @Test func `leaf hashes and roots are the published ones`() throws {
        let entries = try reference.leaf_inputs_hex.map { try #require(Bytes(hex: $0)) }

        #expect(entries.map { MerkleHash.leaf($0).hex } == reference.leaf_hashes)
        let roots = (0...entries.count).map { MerkleHash.root(ofEntries: entries.prefix($0)).hex }
        #expect(roots == reference.roots_by_size)
    }

    @Test func `every inclusion proof is generated and holds`() throws {
        let tree = MerkleTree(leaves: try leaves())
        for vector in reference.inclusion {
            let proof = InclusionProof(index: vector.index, treeSize: vector.size, from: tree)

            #expect(proof.path.map(\.hex) == vector.proof)
            #expect(
                proof.holds(
                    leaf: try leaves()[Int(vector.index)], root: try root(size: vector.size)))
        }
        #expect(reference.inclusion.count == 36)
    }

    @Test func `every consistency proof is generated and holds`() throws {
        let tree = MerkleTree(leaves: try leaves())
        // From no leaves on there is nothing to prove; the reference gives empty proofs there.
        for vector in reference.consistency where vector.old > 0 {
            let proof = ConsistencyProof(
                firstSize: vector.old, secondSize: vector.new, from: tree)

            #expect(proof.path.map(\.hex) == vector.proof)
            #expect(
                proof.holds(
                    firstRoot: try root(size: vector.old), secondRoot: try root(size: vector.new)))
        }
    }

    private func leaves() throws -> [Digest] {
        try reference.leaf_hashes.map { try #require(Digest(hex: $0)) }
    }

    private func root(size: UInt64) throws -> Digest {
        try #require(Digest(hex: reference.roots_by_size[Int(size)]))
    }
}
