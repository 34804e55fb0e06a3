import LedgerCore
import Testing

@Suite struct CertificateTests {
    private let set: ValidatorSet
    private let keys: [PrivateKey]
    private let blockID = BlockID(Digest(hashing: [1]))

    init() throws {
        (set, keys) = try Fixtures.validators(4)
    }

    private func place(round: UInt32 = 2) -> AgreementPlace {
        AgreementPlace(
            chain: Fixtures.chain, validatorSetHash: set.hash, height: Height(9),
            round: Round(round))
    }

    private func precommits(round: UInt32 = 2, for blockID: BlockID?) -> [SignedMessage] {
        keys.map { key in
            SignedMessage(
                signing: .precommit(Precommit(place: place(round: round), blockID: blockID)),
                with: key)
        }
    }

    private func commit(_ messages: some Sequence<SignedMessage>) -> CommitCertificate {
        CommitCertificate(
            height: Height(9), round: Round(2), blockID: blockID,
            signatures: QuorumSignatures(of: Array(messages), in: set))
    }

    @Test func `a quorum of precommits decides`() throws {
        let certificate = commit(precommits(for: blockID).prefix(3))

        #expect(certificate.fault(in: set, chain: Fixtures.chain) == nil)
        #expect(try CommitCertificate(decoding: certificate.encoded()) == certificate)
    }

    @Test func `fewer than a quorum decide nothing`() {
        let certificate = commit(precommits(for: blockID).prefix(2))

        #expect(
            certificate.fault(in: set, chain: Fixtures.chain) == .tooFewSigners(have: 2, need: 3))
    }

    @Test func `a vote for another block, round, chain or set does not count`() throws {
        let sound = precommits(for: blockID)
        let other = precommits(for: BlockID(.zero))
        let none = precommits(for: nil)
        let earlier = precommits(round: 1, for: blockID)
        for strays in [other, none, earlier] {
            let certificate = commit(sound.prefix(2) + [strays[3]])
            #expect(
                certificate.fault(in: set, chain: Fixtures.chain) == .signatureInvalid(index: 3))
        }

        let certificate = commit(sound)
        let otherSet = try #require(ValidatorSet(keys: keys.prefix(3).map(\.publicKey)))
        #expect(
            certificate.fault(in: set, chain: ChainID(.zero)) == .signatureInvalid(index: 0))
        #expect(
            certificate.fault(in: otherSet, chain: Fixtures.chain)
                == .signerOutOfRange(index: 3, validators: 3))
    }

    @Test func `one signer twice is not two`() throws {
        let sound = precommits(for: blockID)
        let twice = IndexedSignature(index: 0, signature: sound[0].signature)
        let certificate = CommitCertificate(
            height: Height(9), round: Round(2), blockID: blockID,
            signatures: QuorumSignatures([twice, twice, twice]))

        #expect(certificate.fault(in: set, chain: Fixtures.chain) == .signersNotAscending)
        #expect(throws: CBORError.self) {
            try CommitCertificate(decoding: certificate.encoded())
        }
    }

    @Test func `an index from nowhere is a fault and no trap`() throws {
        let signature = precommits(for: blockID)[0].signature
        let strays = [0, 1, UInt32.max].map { IndexedSignature(index: $0, signature: signature) }
        let certificate = CommitCertificate(
            height: Height(9), round: Round(2), blockID: blockID,
            signatures: QuorumSignatures(strays))

        #expect(
            certificate.fault(in: set, chain: Fixtures.chain)
                == .signerOutOfRange(index: .max, validators: 4))
    }

    @Test func `a polka is a quorum of prevotes with the same valid round`() throws {
        let prevotes = keys.enumerated().map { index, key in
            let validRound = index == 3 ? nil : Round(1)
            let prevote = Prevote(place: place(), validRound: validRound, blockID: blockID)
            return SignedMessage(signing: .prevote(prevote), with: key)
        }
        func polka(_ messages: [SignedMessage]) -> PolkaCertificate {
            PolkaCertificate(
                height: Height(9), round: Round(2), validRound: Round(1), blockID: blockID,
                signatures: QuorumSignatures(of: messages, in: set))
        }

        let sound = polka(Array(prevotes[..<3]))
        #expect(sound.fault(in: set, chain: Fixtures.chain) == nil)
        #expect(try PolkaCertificate(decoding: sound.encoded()) == sound)
        #expect(
            polka(Array(prevotes[1...])).fault(in: set, chain: Fixtures.chain)
                == .signatureInvalid(index: 3))
    }

    @Test func `a round is entered by a quorum of the round before or f + 1 of itself`() throws {
        let before = precommits(round: 1, for: nil)
        let inside = precommits(round: 2, for: blockID)
        func fault(_ votes: [SignedMessage], round: UInt32 = 2) -> CertificateFault? {
            RoundCertificate(height: Height(9), round: Round(round), votes: votes)
                .fault(in: set, chain: Fixtures.chain)
        }

        #expect(fault(Array(before[..<3])) == nil)
        #expect(fault(Array(before[..<2])) == .tooFewSigners(have: 2, need: 3))
        #expect(fault(Array(inside[..<2])) == nil)
        #expect(fault(Array(inside[..<1])) == .tooFewSigners(have: 1, need: 2))
        #expect(fault([]) == .tooFewSigners(have: 0, need: 2))
        #expect(fault([before[0], before[1], inside[2]]) == .voteOutOfPlace)
        #expect(fault([inside[0], inside[0]]) == .signerTwice)
        #expect(fault(Array(inside[..<2]), round: 4) == .voteOutOfPlace)
        let certificate = RoundCertificate(height: Height(9), round: Round(2), votes: before)
        #expect(try RoundCertificate(decoding: certificate.encoded()) == certificate)
    }

    @Test func `a message holds for its signer, chain and set alone`() throws {
        let message = precommits(for: nil)[0]
        let stranger = SignedMessage(signing: message.message, with: Fixtures.key(77))
        let borrowed = SignedMessage(
            message: message.message, signer: keys[1].id, signature: message.signature)

        #expect(message.isValid(in: set, chain: Fixtures.chain))
        #expect(!message.isValid(in: set, chain: ChainID(.zero)))
        #expect(!stranger.isValid(in: set, chain: Fixtures.chain))
        #expect(!borrowed.isValid(in: set, chain: Fixtures.chain))
    }
}
