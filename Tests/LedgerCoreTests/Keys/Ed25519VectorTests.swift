import LedgerCore
import Testing

/// Edge cases on which libraries disagree; ours is the strict answer.
@Suite(.needsSharedData) struct Ed25519VectorTests {
    private struct Edge: Decodable {
        let number: Int
        let key: String
        let sig: String
        let msg: String
        let flags: [String]?
    }

    private struct Wycheproof: Decodable {
        let testGroups: [Group]

        struct Group: Decodable {
            let publicKey: Key
            let tests: [Test]
        }

        struct Key: Decodable {
            let pk: String
        }

        struct Test: Decodable {
            let tcId: Int
            let msg: String
            let sig: String
            let result: String
        }
    }

    private struct SpecCheck: Decodable {
        let number: Int
        let message: String
        let pub_key: String
        let signature: String
    }

    private func accepts(key: String, signature: String, message: Bytes) throws -> Bool {
        let keyBytes = try #require(Bytes(hex: key))
        let signatureBytes = try #require(Bytes(hex: signature))
        guard let key = PublicKey(algorithm: .eddsa, bytes: keyBytes),
            let signature = Signature(bytes: signatureBytes)
        else { return false }
        return key.isValid(signature, over: message)
    }

    @Test func `CCTV: only harmless low-order components are accepted`() throws {
        let edges = try SharedData.decode([Edge].self, "merkle/ed25519/cctv_ed25519vectors.json")
        let harmless: Set = ["low_order_component_A", "low_order_component_R"]

        for edge in edges {
            let accepted = try accepts(
                key: edge.key, signature: edge.sig, message: Array(edge.msg.utf8))
            #expect(
                accepted == Set(edge.flags ?? []).isSubset(of: harmless),
                "number \(edge.number): \(edge.flags ?? [])")
        }
        #expect(!edges.isEmpty)
    }

    @Test func `Wycheproof: valid is accepted and invalid is not`() throws {
        let vectors = try SharedData.decode(
            Wycheproof.self, "merkle/ed25519/wycheproof_ed25519_test.json")

        for group in vectors.testGroups {
            for test in group.tests {
                let message = try #require(Bytes(hex: test.msg))
                let accepted = try accepts(
                    key: group.publicKey.pk, signature: test.sig, message: message)
                #expect(accepted == (test.result == "valid"), "tcId \(test.tcId)")
            }
        }
        #expect(!vectors.testGroups.isEmpty)
    }

    @Test func `speccheck: of the twelve only case 3 is accepted`() throws {
        let cases = try SharedData.decode([SpecCheck].self, "merkle/ed25519/speccheck_cases.json")

        for check in cases {
            let accepted = try accepts(
                key: check.pub_key, signature: check.signature,
                message: try #require(Bytes(hex: check.message)))
            #expect(accepted == (check.number == 3), "case \(check.number)")
        }
        #expect(!cases.isEmpty)
    }
}
