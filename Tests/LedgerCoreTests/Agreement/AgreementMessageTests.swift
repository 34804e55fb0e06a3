import LedgerCore
import Testing

@Suite struct AgreementMessageTests {
    private let place = AgreementPlace(
        chain: Fixtures.chain, validatorSetHash: .zero, height: Height(3), round: Round(1))
    private let blockID = BlockID(Digest(hashing: [1]))

    private var messages: [AgreementMessage] {
        [
            .proposal(Proposal(place: place, validRound: nil, blockID: blockID)),
            .proposal(Proposal(place: place, validRound: .zero, blockID: blockID)),
            .prevote(Prevote(place: place, validRound: nil, blockID: nil)),
            .prevote(Prevote(place: place, validRound: nil, blockID: blockID)),
            .prevote(Prevote(place: place, validRound: .zero, blockID: blockID)),
            .precommit(Precommit(place: place, blockID: nil)),
            .precommit(Precommit(place: place, blockID: blockID)),
        ]
    }

    @Test func `messages are read back as they were written, and no two are the same bytes`() throws
    {
        for message in messages {
            #expect(try AgreementMessage(decoding: message.encoded()) == message)
        }
        #expect(Set(messages.map { $0.encoded() }).count == messages.count)
    }

    @Test func `a tag of another kind is refused`() {
        var writer = CBORWriter()
        writer.array(.genesis, count: 5)
        for _ in 0..<5 { writer.null() }

        #expect(
            throws: CBORError(.invalid("a proposal, prevote or precommit"), at: 0)
        ) {
            try AgreementMessage(decoding: writer.output)
        }
    }

    @Test func `a proposal names a block`() {
        var writer = CBORWriter()
        writer.array(.proposal, count: 6)
        writer.value(place.chain)
        writer.value(place.validatorSetHash)
        writer.value(place.height)
        writer.value(place.round)
        writer.null()
        writer.null()

        #expect(throws: CBORError.self) { try AgreementMessage(decoding: writer.output) }
    }
}
