import LedgerCore
import Testing

@Suite struct ConsensusRecordTests {
    private let block = BlockID(Digest(hashing: [1]))

    private func record(step: Step = .precommit) throws -> ConsensusRecord {
        let key = try #require(PrivateKey(algorithm: .eddsa, seed: Bytes(repeating: 3, count: 32)))
        let place = AgreementPlace(
            chain: ChainID(.zero), validatorSetHash: .zero, height: Height(7), round: Round(2))
        let vote = SignedMessage(
            signing: .precommit(Precommit(place: place, blockID: block)), with: key)
        let polka = PolkaCertificate(
            height: Height(7), round: Round(2), validRound: .zero, blockID: block,
            signatures: QuorumSignatures([IndexedSignature(index: 0, signature: vote.signature)]))
        let state = ConsensusState(
            height: Height(7), round: Round(2), step: step,
            locked: RoundValue(block: block, round: Round(2)), validPolka: polka)
        let header = BlockHeader(
            chain: ChainID(.zero), height: Height(7), previous: .none,
            time: Timestamp(milliseconds: 1), proposer: key.id,
            transactionsRoot: BlockBody(transactions: []).transactionsRoot, outcomesRoot: .zero,
            logSize: 6, logRoot: .zero, stateRoot: .zero, validatorSetHash: .zero,
            nextValidatorSetHash: .zero)
        return ConsensusRecord(
            state: state, messages: [vote],
            blocks: [Block(header: header, body: BlockBody(transactions: []))])
    }

    @Test func `a record survives its encoding`() throws {
        let record = try record()

        #expect(try ConsensusRecord(decoding: record.encoded()) == record)
    }

    @Test func `a state without lock and polka has exactly these bytes`() {
        let state = ConsensusState(
            height: Height(7), round: Round(2), step: .propose, locked: nil, validPolka: nil)

        // [7, 2, 1, null, null]
        #expect(state.encoded().hex == "85070201f6f6")
    }

    @Test func `a step beyond the last is refused`() {
        #expect(throws: CBORError(.invalid("a step from 0 to 4"), at: 3)) {
            try ConsensusState(decoding: [0x85, 7, 2, 5, 0xF6, 0xF6])
        }
    }

    private final class Log: RecoverableLog {
        var last: Height?

        func write(_ record: Height) throws(Never) { last = record }
        func read() -> Height? { last }
    }

    @Test func `what a log held before a start is durable`() {
        let log = Log()
        #expect(log.recovered() == nil)

        _ = log.record(Height(3))

        #expect(log.recovered()?.value == Height(3))
    }
}
