import LedgerCore
import Testing

/// The bytes of everything that is hashed or signed, beside what they are hashed from.
///
/// `DAFTAR_REGENERATE_GOLDEN=1 swift test --filter GoldenTests` writes them anew. A change here is a
/// change to the chain: it needs a heading of its own in the changelog.
@Suite(.serialized) struct GoldenTests {
    private let chain: GoldenChain

    init() throws {
        chain = try GoldenChain(phoneTransaction: GoldenTests.phoneTransaction)
    }

    /// The stored transaction while it still is over this header; signed anew when regenerating.
    private static func phoneTransaction(_ header: TransactionHeader) throws -> SignedTransaction {
        let stored = try? GoldenFile.read("transactions").cases
            .first { $0.name == "ES256 envelope" }
            .flatMap { Bytes(hex: $0.bytes) }
            .map {
                try SignedTransaction(
                    envelope: TransactionEnvelope(bytes: $0), content: GoldenChain.content)
            }
        if let stored, stored.header == header { return stored }
        try #require(GoldenFile.isRegenerating, "the ES256 envelope is over another header")
        return try SignedTransaction(
            signing: GoldenChain.content, header: header, with: GoldenChain.phoneKey)
    }

    private func sigStructure(_ envelope: TransactionEnvelope) -> Bytes {
        var writer = CBORWriter()
        writer.array(count: 4)
        writer.text("Signature1")
        writer.bytes(envelope.header.encoded())
        writer.bytes([])
        writer.value(envelope.contentDigest)
        return writer.output
    }

    @Test func `genesis, keys and validators`() throws {
        let key = chain.validatorKeys[0].publicKey
        var keyPreimage = CBORWriter()
        keyPreimage.array(.key, count: 2)
        keyPreimage.value(key.algorithm)
        keyPreimage.bytes(key.bytes)
        var setPreimage = CBORWriter()
        setPreimage.array(.validatorSet, count: 1)
        setPreimage.value(chain.genesis.validatorSet)

        try GoldenFile(
            about: "Genesis (digest: chain id), a key (key id), the validator set (its hash)",
            cases: [
                .init("genesis", chain.genesis),
                .init("Ed25519 key", key.encoded(), preimage: keyPreimage.output),
                .init(
                    "validator set", chain.genesis.validatorSet.encoded(),
                    preimage: setPreimage.output),
            ]
        ).expectMatch("genesis")
        #expect(Digest(hashing: keyPreimage.output) == key.id.digest)
        #expect(Digest(hashing: setPreimage.output) == chain.genesis.validatorSet.hash)
    }

    @Test func `transactions`() throws {
        let envelopes = chain.blocks.flatMap(\.transactions).map(\.envelope)

        try GoldenFile(
            about:
                "COSE_Sign1 envelopes; the pre-image is the Sig_structure (digest: transaction id)",
            cases: zip(["EdDSA envelope", "ES256 envelope", "without interpretation"], envelopes)
                .map { .init($0, $1.bytes, preimage: sigStructure($1)) }
        ).expectMatch("transactions")
        for envelope in envelopes {
            #expect(Digest(hashing: sigStructure(envelope)) == envelope.id.digest)
        }
        let phone = try SignedTransaction(envelope: envelopes[1], content: GoldenChain.content)
        _ = try phone.verified(
            by: GoldenChain.phoneKey.publicKey, on: chain.genesis.chainID)
    }

    @Test func `headers, outcomes and certificates`() throws {
        try GoldenFile(
            about:
                "Headers (pre-image: 02 and the header; digest: block id), outcomes, certificates",
            cases: chain.blocks.flatMap { block -> [GoldenFile.Case] in
                let height = block.header.height
                return [
                    .init(
                        "header \(height)", block.header.encoded(),
                        preimage: [2] + block.header.encoded()),
                    .init("certificate \(height)", block.certificate),
                ]
                    + block.outcomes.enumerated().map { .init("outcome \(height).\($0)", $1) }
            }
        ).expectMatch("blocks")
    }

    @Test func `proposals and votes`() throws {
        let header = chain.blocks[0].header
        let place = AgreementPlace(
            chain: header.chain, validatorSetHash: header.validatorSetHash,
            height: header.height, round: Round(2))
        let messages: [(String, AgreementMessage)] = [
            ("proposal", .proposal(Proposal(place: place, validRound: nil, blockID: header.id))),
            (
                "proposal again",
                .proposal(Proposal(place: place, validRound: Round(1), blockID: header.id))
            ),
            ("prevote", .prevote(Prevote(place: place, validRound: nil, blockID: header.id))),
            ("prevote nil", .prevote(Prevote(place: place, validRound: nil, blockID: nil))),
            ("precommit", .precommit(Precommit(place: place, blockID: header.id))),
            ("precommit nil", .precommit(Precommit(place: place, blockID: nil))),
        ]

        try GoldenFile(
            about: "What validators sign, and the signed messages of the first of them",
            cases: messages.flatMap { name, message -> [GoldenFile.Case] in
                let signed = SignedMessage(signing: message, with: chain.validatorKeys[0])
                return [
                    .init(name, message),
                    .init("\(name), signed", signed.encoded(), preimage: message.encoded()),
                ]
            }
        ).expectMatch("messages")
    }

    @Test func `the state tree`() throws {
        let key = StateKey(StateType(16), "lot 3")
        var keyPreimage = CBORWriter()
        keyPreimage.array(.stateKey, count: 2)
        keyPreimage.unsigned(16)
        keyPreimage.bytes(key.id)
        let valueHash = Digest(hashing: Array("counted".utf8))
        let one = StateTreeHash.leaf(key: key.digest, valueHash: valueHash)
        var store = StateTreeMemoryStore()
        store.keep(
            try StateTree(version: nil, store: store)
                .updated(with: chain.changes[0], version: .first))
        let proof = try StateTree(version: .first, store: store).proof(of: key.digest)

        try GoldenFile(
            about: "A state key, a leaf, a node over that leaf twice, a proof under block 1",
            cases: [
                .init("key", key.id, preimage: keyPreimage.output),
                .init(
                    "leaf", valueHash.bytes, preimage: [3] + key.digest.bytes + valueHash.bytes),
                .init("node", one.bytes + one.bytes, preimage: [4] + one.bytes + one.bytes),
                .init("proof", proof),
            ]
        ).expectMatch("state-tree")
        #expect(Digest(hashing: keyPreimage.output) == key.digest)
        #expect(
            proof.shows(
                key.digest, holds: Array("counted".utf8), root: chain.blocks[0].header.stateRoot))
    }

    @Test func `a proof`() throws {
        let block = chain.blocks[0]
        let transactions = block.transactions.map(\.envelope)
        let signed = try transactions.map {
            try SignedTransaction(envelope: $0, content: GoldenChain.content)
        }
        let key = StateKey(StateType(16), "lot 3")
        var store = StateTreeMemoryStore()
        store.keep(
            try StateTree(version: nil, store: store)
                .updated(with: chain.changes[0], version: .first))
        let proof = try StateTree(version: .first, store: store).proof(of: key.digest)

        try GoldenFile(
            about: "A proof of the second transaction and of one lot under block 1",
            cases: [
                .init(
                    "proof",
                    ProofBundle(
                        header: block.header, certificate: block.certificate,
                        transaction: TransactionProof(
                            of: 1,
                            in: Block(header: block.header, body: BlockBody(transactions: signed)),
                            outcomes: block.outcomes),
                        states: [
                            StateFact(key: key, value: Array("counted".utf8), proof: proof)
                        ]))
            ]
        ).expectMatch("proof")
    }

    @Test func `an exported chain`() throws {
        try GoldenFile(
            about: "The export of both blocks, which Tests/Verifier/verify_block.py accepts",
            cases: [.init("export", chain.export)]
        ).expectMatch("export")
        #expect(try LedgerExport(decoding: chain.export.encoded()) == chain.export)
    }
}
