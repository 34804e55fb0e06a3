import Consensus
import LedgerCore
import Testing

@Suite struct PeerMessageTests {
    /// One message of each kind.
    private static let samples: [PeerMessage] = {
        let bench = Bench(validators: 4, own: 0)
        let block = bench.block(1)
        let polka = bench.polka(block.id, round: 0, by: [0, 1, 2])
        let proposal = Proposal(place: bench.place(1), validRound: .zero, blockID: block.id)
        let votes = [0, 1, 2].map { bench.precommit(block.id, round: 0, by: $0) }
        let certificate = CommitCertificate(
            height: .first, round: .zero, blockID: block.id,
            signatures: QuorumSignatures(of: votes, in: bench.chain.validators))
        let message = ProposalMessage(
            signed: bench.chain.signers[0].sign(.proposal(proposal)), block: block, polka: polka)
        return [
            message.map(PeerMessage.proposal), .vote(bench.prevote(nil, round: 3, by: 1)),
            .vote(bench.precommit(block.id, round: 3, by: 1)), .polka(polka),
            .round(RoundCertificate(height: .first, round: Round(1), votes: votes)),
            .status(
                Status(
                    height: Height(7), round: Round(2), step: .prevote, hasProposal: true,
                    prevotes: AuthorSet(bits: 5), precommits: AuthorSet())),
            .blockWanted(.first, block.id), .block(block),
            .decided(DecidedBlock(block: block, certificate: certificate)),
        ].compactMap(\.self)
    }()

    @Test func `every kind of message survives its encoding`() throws {
        for message in PeerMessageTests.samples {
            #expect(try PeerMessage(decoding: message.encoded()) == message)
        }
        #expect(PeerMessageTests.samples.count == 9)
    }

    @Test func `a status has exactly these bytes`() {
        let status = Status(
            height: Height(7), round: Round(2), step: .prevote, hasProposal: true,
            prevotes: AuthorSet(bits: 5), precommits: AuthorSet())

        // [1, 5, [7, 2, 2, true, 5, 0]]
        #expect(PeerMessage.status(status).encoded().hex == "830105860702" + "02f50500")
    }

    @Test func `other versions, unknown kinds and votes that are proposals are refused`() throws {
        let status = try #require(PeerMessageTests.samples.first { $0.encoded()[2] == 5 }).encoded()
        var version = status
        version[1] = 2
        var kind = status
        kind[2] = 9
        guard case .proposal(let proposal) = PeerMessageTests.samples[0] else { return }
        var writer = CBORWriter()
        writer.array(count: 3)
        writer.unsigned(1)
        writer.unsigned(2)
        writer.value(proposal.signed)

        for bytes in [version, kind, writer.output] {
            #expect(throws: CBORError.self) { try PeerMessage(decoding: bytes) }
        }
    }

    /// Bytes that a peer has bent: whatever still decodes must not trap a replica, nor move it without
    /// signatures that hold.
    @Test func `bent bytes neither trap nor count`() {
        var random = SeededRandom(seed: 20_261_123)
        var decoded = 0
        for round in 0..<3_000 {
            let samples = PeerMessageTests.samples
            var bytes = samples[random.below(samples.count)].encoded()
            for _ in 0...random.below(3) {
                let index = random.below(bytes.count)
                switch random.below(5) {
                case 0: bytes[index] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes[index] ^= 1 << UInt8(random.below(8))
                case 2: bytes.removeSubrange(index...)
                case 3: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: index)
                default: bytes[index] = [0x00, 0x1b, 0x5b, 0x9b, 0xbb, 0xff][random.below(6)]
                }
                if bytes.isEmpty { bytes = [0] }
            }
            guard let message = try? PeerMessage(decoding: bytes) else { continue }
            decoded += 1
            // One encoding for each value: what decodes, encodes to the same bytes.
            #expect(message.encoded() == bytes, "round \(round): \(bytes.hex)")
            var bench = Bench(validators: 4, own: round % 4)
            bench.give(.peerConnected(Bench.peer))
            bench.give(.message(message, from: Bench.peer))
            bench.give(.transactionsAvailable(offered: true))
            bench.give(.message(message, from: Bench.peer))
            #expect(bench.decided.isEmpty || samples.contains(message), "round \(round)")
        }
        #expect(decoded > 100)
    }

    @Test func `noise is refused`() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<3_000 {
            let bytes = (0..<random.below(200)).map { _ in
                UInt8(truncatingIfNeeded: random.next())
            }
            #expect(throws: CBORError.self) { try PeerMessage(decoding: bytes) }
        }
    }
}
