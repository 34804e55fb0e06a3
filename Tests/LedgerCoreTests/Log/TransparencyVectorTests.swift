import LedgerCore
import Testing

/// The proofs of transparency-dev/merkle, sound and tampered.
@Suite(.needsSharedData) struct TransparencyVectorTests {
    private struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String?
        let leafHash: String?
        let proof: [String]?
        let desc: String
        let wantErr: Bool
    }

    private struct Consistency: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: String?
        let root2: String?
        let proof: [String]?
        let desc: String
        let wantErr: Bool
    }

    @Test func `every inclusion proof gets its right answer`() throws {
        let files = try SharedData.files(
            below: "merkle/transparency-dev-merkle/inclusion", ending: ".json")

        for file in files {
            let vector = try SharedData.decode(Inclusion.self, file)
            let proof = digests(vector.proof).map {
                InclusionProof(index: vector.leafIdx, treeSize: vector.treeSize, path: $0)
            }
            let holds =
                if let proof, let leaf = digest(vector.leafHash), let root = digest(vector.root) {
                    proof.holds(leaf: leaf, root: root)
                } else {
                    false
                }
            #expect(holds == !vector.wantErr, "\(file): \(vector.desc)")
        }
        #expect(files.count > 50)
    }

    @Test func `every consistency proof gets its right answer`() throws {
        let files = try SharedData.files(
            below: "merkle/transparency-dev-merkle/consistency", ending: ".json")

        for file in files {
            let vector = try SharedData.decode(Consistency.self, file)
            let proof = digests(vector.proof).map {
                ConsistencyProof(firstSize: vector.size1, secondSize: vector.size2, path: $0)
            }
            let holds =
                if let proof, let first = root(vector.root1), let second = root(vector.root2) {
                    proof.holds(firstRoot: first, secondRoot: second)
                } else {
                    false
                }
            #expect(holds == !vector.wantErr, "\(file): \(vector.desc)")
        }
        #expect(files.count > 50)
    }

    private func digest(_ base64: String?) -> Digest? {
        base64.flatMap { Bytes(base64: $0) }.flatMap { Digest(bytes: $0) }
    }

    /// One sound proof is of roots that are no digests ("don't care"): they stand in by their hash.
    private func root(_ base64: String?) -> Digest? {
        let bytes = base64.flatMap { Bytes(base64: $0) }
        return bytes.map { Digest(bytes: $0) ?? Digest(hashing: $0) }
    }

    private func digests(_ base64: [String]?) -> [Digest]? {
        var digests: [Digest] = []
        for text in base64 ?? [] {
            guard let digest = digest(text) else { return nil }
            digests.append(digest)
        }
        return digests
    }
}
