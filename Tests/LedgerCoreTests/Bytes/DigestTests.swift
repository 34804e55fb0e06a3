import LedgerCore
import Testing

@Suite struct DigestTests {
    /// Spec: FIPS 180-4, the examples published with it.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `a digest is SHA-256`(message: String, expected: String) {
        let digest = Digest(hashing: Array(message.utf8))

        #expect(digest.hex == expected)
        #expect(Digest(hex: expected) == digest)
        #expect(Digest(bytes: digest.bytes) == digest)
    }

    @Test func `digests are ordered as their bytes are`() {
        let digests = (0..<200).map { Digest(hashing: [UInt8($0)]) }

        let sorted = digests.sorted()

        #expect(
            sorted.map(\.bytes) == digests.map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) })
    }

    @Test func `only 32 bytes are a digest`() {
        #expect(Digest(bytes: Bytes(repeating: 1, count: 31)) == nil)
        #expect(Digest(bytes: Bytes(repeating: 1, count: 33)) == nil)
        #expect(throws: CBORError(.invalid("a digest of 32 bytes"), at: 0)) {
            try Digest(decoding: [0x41, 0x00])
        }
    }

    @Test func `a text domain is the first item of an array`() {
        let preimage: Bytes = [0x83, 0x6D] + Array("daftar/key/v1".utf8) + [0x01, 0x41, 0x02]

        let digest = Digest(domain: .key, count: 2) { writer in
            writer.unsigned(1)
            writer.bytes([2])
        }

        #expect(digest == Digest(hashing: preimage))
    }
}
