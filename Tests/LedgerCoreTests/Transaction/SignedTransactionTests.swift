import LedgerCore
import Testing

@Suite struct SignedTransactionTests {
    @Test(arguments: SignatureAlgorithm.allCases)
    func `what a member signed is read back and verified`(algorithm: SignatureAlgorithm) throws {
        let key = Fixtures.key(1, algorithm)
        let header = Fixtures.header(
            key,
            interpretation: Interpretation(
                errorBehaviour: .proceed,
                extensions: ["tj": "https://daftar.example/ns/", "ext1": "urn:x"]))
        let signed = try SignedTransaction(signing: Fixtures.content, header: header, with: key)

        let read = try SignedTransaction(decoding: signed.encoded())
        let verified = try read.verified(by: key.publicKey, on: Fixtures.chain)

        #expect(read == signed)
        #expect(verified.header == header)
        #expect(verified.content == Fixtures.content)
        #expect(verified.id == signed.id)
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `what is signed here is as good as what was checked`(algorithm: SignatureAlgorithm) throws
    {
        let key = Fixtures.key(1, algorithm)

        let made = try VerifiedTransaction(
            signing: Fixtures.content, header: Fixtures.header(key), with: key)

        #expect(try made.signed.verified(by: key.publicKey, on: Fixtures.chain) == made)
    }

    @Test func `nothing is signed under a header that names another key`() {
        let (key, other) = (Fixtures.key(1), Fixtures.key(2))

        #expect(throws: TransactionRefusal.otherKey(signed: other.id, expected: key.id)) {
            try VerifiedTransaction(
                signing: Fixtures.content, header: Fixtures.header(other), with: key)
        }
    }

    @Test func `two ECDSA signatures of one transaction have one id`() throws {
        let key = Fixtures.key(1, .es256)
        let header = Fixtures.header(key)

        let first = try SignedTransaction(signing: Fixtures.content, header: header, with: key)
        let second = try SignedTransaction(signing: Fixtures.content, header: header, with: key)

        #expect(first.envelope.bytes != second.envelope.bytes)
        #expect(first.id == second.id)
    }

    @Test func `the id is the hash of the COSE Sig_structure`() throws {
        let key = Fixtures.key(1)
        let signed = try SignedTransaction(
            signing: Fixtures.content, header: Fixtures.header(key), with: key)
        var writer = CBORWriter()
        writer.array(count: 4)
        writer.text("Signature1")
        writer.bytes(signed.header.encoded())
        writer.bytes([])
        writer.bytes(Digest(hashing: Fixtures.content).bytes)

        #expect(signed.id == TransactionID(Digest(hashing: writer.output)))
        #expect(key.publicKey.isValid(signed.envelope.signature, over: writer.output))
    }

    @Test func `other content is refused`() throws {
        let envelope = try Fixtures.transaction().envelope

        #expect(
            throws: TransactionRefusal.otherContent(
                signed: Digest(hashing: Fixtures.content), found: Digest(hashing: Bytes()))
        ) {
            try SignedTransaction(envelope: envelope, content: [])
        }
    }

    @Test func `another chain, another key and a damaged signature are refused`() throws {
        let key = Fixtures.key(1)
        let other = Fixtures.key(2)
        let elsewhere = ChainID(.zero)
        let signed = try SignedTransaction(
            signing: Fixtures.content, header: Fixtures.header(key), with: key)
        var damaged = signed.envelope.bytes
        damaged[damaged.count - 40] ^= 1
        let forged = try SignedTransaction(
            envelope: TransactionEnvelope(bytes: damaged), content: Fixtures.content)

        #expect(
            throws: TransactionRefusal.otherChain(signed: Fixtures.chain, expected: elsewhere)
        ) {
            try signed.verified(by: key.publicKey, on: elsewhere)
        }
        #expect(throws: TransactionRefusal.otherKey(signed: key.id, expected: other.id)) {
            try signed.verified(by: other.publicKey, on: Fixtures.chain)
        }
        #expect(throws: TransactionRefusal.signatureInvalid) {
            try forged.verified(by: key.publicKey, on: Fixtures.chain)
        }
    }

    @Test func `an envelope that fits no log entry is not made`() throws {
        let key = Fixtures.key(1)
        let header = Fixtures.header(
            key,
            interpretation: Interpretation(
                extensions: ["x": String(repeating: "a", count: 65_535)]))

        #expect(throws: TransactionRefusal.envelopeTooLarge(bytes: 65_851)) {
            try SignedTransaction(signing: [], header: header, with: key)
        }
    }
}
