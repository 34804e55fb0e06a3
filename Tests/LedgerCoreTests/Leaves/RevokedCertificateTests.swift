import LedgerCore
import Testing

/// A certificate that the administrators revoked.
struct RevokedCertificateTests {
    private func leaf(residues: [Residue] = []) -> CertificateLeaf {
        CertificateLeaf(
            kind: .origin, holder: nil, goods: [], allowance: nil,
            validFrom: Timestamp(milliseconds: 0), validUntil: Timestamp(milliseconds: 1),
            residues: residues)
    }

    @Test func `it has the reason at its end, and without one the bytes it had`() throws {
        var byIssuer = leaf()
        byIssuer.revoke(from: Height(3))
        var decided = leaf()
        decided.revoke(from: Height(3), reason: "gone")

        #expect(byIssuer.encoded().hex == "8901666f726967696ef680f60001f603")
        #expect(decided.encoded().hex == "8b03666f726967696ef680f60001f6038064676f6e65")
        #expect(try CertificateLeaf(decoding: decided.encoded()) == decided)
        #expect(!decided.isRevoked(at: Height(2)) && decided.isRevoked(at: Height(3)))
    }

    @Test func `residues stay, and the issuer's own revocation takes the reason's place`() throws {
        var tested = leaf(residues: [Residue(of: "x", 9)])
        tested.revoke(from: Height(3), reason: "gone")
        let decided = tested
        tested.revoke(from: Height(2))

        #expect(try CertificateLeaf(decoding: decided.encoded()) == decided)
        #expect(decided.residues.count == 1 && decided.revocationReason == "gone")
        #expect(tested.encoded()[1] == 2 && tested.revocationReason == nil)
    }

    @Test(arguments: [
        "8b03666f726967696ef680f60001f6f68064676f6e65",  // revoked from nowhere
        "8b03666f726967696ef680f60001f6038060",  // no reason
        "8a03666f726967696ef680f60001f60380",  // nor one here
    ])
    func `half of a revocation is no leaf`(hex: String) throws {
        let bytes = try #require(Bytes(hex: hex))

        #expect(throws: CBORError.self) { try CertificateLeaf(decoding: bytes) }
    }
}
