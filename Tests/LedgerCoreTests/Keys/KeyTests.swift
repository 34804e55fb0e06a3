import LedgerCore
import Testing

@Suite struct KeyTests {
    private func key(_ algorithm: SignatureAlgorithm, _ fill: UInt8 = 7) throws -> PrivateKey {
        try #require(PrivateKey(algorithm: algorithm, seed: Bytes(repeating: fill, count: 32)))
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `a signature holds for its key and message alone`(algorithm: SignatureAlgorithm) throws {
        let key = try key(algorithm)
        let other = try self.key(algorithm, 8)
        let signature = key.sign([1, 2, 3])

        #expect(key.publicKey.isValid(signature, over: [1, 2, 3]))
        #expect(!key.publicKey.isValid(signature, over: [1, 2, 4]))
        #expect(!other.publicKey.isValid(signature, over: [1, 2, 3]))
        for bit in 0..<512 {
            var damaged = signature.bytes
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            let forged = try #require(Signature(bytes: damaged))
            #expect(!key.publicKey.isValid(forged, over: [1, 2, 3]))
        }
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `a public key has one encoding`(algorithm: SignatureAlgorithm) throws {
        let key = try key(algorithm).publicKey

        #expect(try PublicKey(decoding: key.encoded()) == key)
    }

    @Test func `a key of small order is not registered`() {
        let identity: Bytes = [1] + Bytes(repeating: 0, count: 31)

        #expect(PublicKey(algorithm: .eddsa, bytes: identity) == nil)
        #expect(PublicKey(algorithm: .eddsa, bytes: Bytes(repeating: 0, count: 32)) == nil)
        #expect(PublicKey(algorithm: .eddsa, bytes: Bytes(repeating: 0xFF, count: 32)) == nil)
    }

    @Test func `a P-256 key that is off the curve or compressed is not registered`() throws {
        let sound = try key(.es256).publicKey.bytes
        var offCurve = sound
        offCurve[64] ^= 1

        #expect(PublicKey(algorithm: .es256, bytes: offCurve) == nil)
        #expect(PublicKey(algorithm: .es256, bytes: [2] + sound[1...32]) == nil)
        #expect(PublicKey(algorithm: .es256, bytes: []) == nil)
    }

    @Test func `a seed of another length makes no key`() {
        #expect(PrivateKey(algorithm: .eddsa, seed: []) == nil)
        #expect(PrivateKey(algorithm: .eddsa, seed: Bytes(repeating: 1, count: 33)) == nil)
        #expect(PrivateKey(algorithm: .es256, seed: Bytes(repeating: 0, count: 32)) == nil)
        #expect(PrivateKey(algorithm: .es256, seed: Bytes(repeating: 0xFF, count: 32)) == nil)
    }

    @Test func `a private key does not print its secret`() throws {
        let key = try key(.eddsa)
        var dumped = ""
        dump(key, to: &dumped)

        for text in ["\(key)", String(reflecting: key), dumped] {
            #expect(!text.contains("0707"))
            #expect(!text.contains("7, 7"))
            #expect(text.contains(key.id.description))
        }
    }
}
