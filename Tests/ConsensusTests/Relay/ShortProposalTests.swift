import LedgerCore
import Testing

@testable import Consensus

@Suite struct ShortProposalTests {
    private let near = PeerID(Digest(hashing: [1]))
    private let now = Timestamp(milliseconds: 1_000_000)
    private let chain = TestChain(validators: 4)

    private func transactions(_ count: UInt64) -> [SignedTransaction] {
        (0..<count).map { TestChain.transaction(content: [UInt8($0)], sequence: $0) }
    }

    private func pool(holding transactions: [SignedTransaction]) throws -> Pool {
        var pool = Pool(limits: PoolLimits())
        for transaction in transactions {
            _ = try pool.admit(
                transaction.verified(by: TestChain.transactionKey.publicKey, on: TestChain.id),
                now: now, blockTime: now)
        }
        return pool
    }

    private func proposal(of transactions: [SignedTransaction]) throws -> ProposalMessage {
        let body = BlockBody(transactions: transactions)
        let validators = chain.validators.hash
        let header = BlockHeader(
            chain: TestChain.id, height: .first, previous: .none, time: now,
            proposer: chain.signers[0].keyID, transactionsRoot: body.transactionsRoot,
            outcomesRoot: .zero, logSize: 0, logRoot: .zero, stateRoot: .zero,
            validatorSetHash: validators, nextValidatorSetHash: validators)
        let place = AgreementPlace(
            chain: TestChain.id, validatorSetHash: validators, height: .first, round: .zero)
        let said = Proposal(place: place, validRound: nil, blockID: header.id)
        return try #require(
            ProposalMessage(
                signed: chain.signers[0].sign(.proposal(said)),
                block: Block(header: header, body: body), polka: nil))
    }

    @Test func `a proposal travels without its contents and is whole again out of the pool`() throws
    {
        let transactions = transactions(3)
        let whole = try proposal(of: transactions)

        guard case .proposal(let short) = NodeMessage(.proposal(whole)) else {
            Issue.record("a proposal travels short")
            return
        }

        let read = try ShortProposal(decoding: short.encoded())
        #expect(read == short)
        #expect(try read.filled(from: pool(holding: transactions)) == whole)
        #expect(read.filled(with: whole.block) == whole)
    }

    @Test func `other messages travel as they are`() {
        let wanted = PeerMessage.blockWanted(.first, BlockID(.zero))

        #expect(NodeMessage(wanted) == .agreement(wanted))
    }

    @Test func `a transaction that is missing, or is here under another signature, fills nothing`()
        throws
    {
        let transactions = transactions(2)
        let short = try #require(ShortProposal(proposal(of: transactions)))
        let twin = try #require(
            ShortProposal(proposal(of: [transactions[0], try resigned(transactions[1])])))

        #expect(try short.filled(from: pool(holding: [transactions[0]])) == nil)
        #expect(twin.transactions == short.transactions)
        #expect(try twin.filled(from: pool(holding: transactions)) == nil)
    }

    @Test func `a vote in a proposal's place is refused`() throws {
        let whole = try proposal(of: [])
        var writer = CBORWriter()
        writer.array(count: 4)
        writer.value(chain.signers[0].sign(.precommit(Precommit(place: place, blockID: nil))))
        writer.value(whole.block.header)
        writer.array([TransactionID]())
        writer.null()

        #expect(throws: CBORError.self) { try ShortProposal(decoding: writer.output) }
    }

    private var place: AgreementPlace {
        AgreementPlace(
            chain: TestChain.id, validatorSetHash: chain.validators.hash, height: .first,
            round: .zero)
    }

    /// The same statement with a signature that is none.
    private func resigned(_ transaction: SignedTransaction) throws -> SignedTransaction {
        var bytes = transaction.envelope.bytes
        bytes[bytes.count - 1] ^= 1
        return try SignedTransaction(
            envelope: TransactionEnvelope(bytes: bytes), content: transaction.content)
    }

    // MARK: The desk

    @Test func `a proposal waits for its contents`() throws {
        let transactions = transactions(2)
        let whole = try proposal(of: transactions)
        var desk = ProposalDesk()

        desk.put(try #require(ShortProposal(whole)), from: near, at: now)

        #expect(try desk.take(filledFrom: pool(holding: [transactions[0]])).isEmpty)
        let filled = try desk.take(filledFrom: pool(holding: transactions))
        #expect(filled.map(\.message) == [whole])
        #expect(filled.map(\.peer) == [near])
        #expect(try desk.take(filledFrom: pool(holding: transactions)).isEmpty)
    }

    @Test func `contents that do not come are waited for a while, and their block asked for once`()
        throws
    {
        let whole = try proposal(of: transactions(1))
        let late = now.advanced(byMilliseconds: ProposalDesk.patienceMilliseconds)
        var desk = ProposalDesk()

        desk.put(try #require(ShortProposal(whole)), from: near, at: now)

        #expect(desk.wait(from: now) == ProposalDesk.patienceMilliseconds)
        #expect(desk.overdue(at: now).isEmpty)
        #expect(desk.overdue(at: late).map(\.block) == [whole.block.id])
        #expect(desk.overdue(at: late).isEmpty)
        #expect(desk.wait(from: late) == nil)
        #expect(desk.take(filledWith: whole.block, from: near) == whole)
        #expect(desk.take(filledWith: whole.block, from: near) == nil)
    }

    @Test func `what a peer proposed is forgotten with the peer, and with its height`() throws {
        let transactions = transactions(1)
        let short = try #require(ShortProposal(proposal(of: transactions)))
        var desk = ProposalDesk()

        desk.put(short, from: near, at: now)
        desk.begin(.first)
        #expect(desk.wait(from: now) != nil)
        desk.begin(Height(2))
        #expect(desk.wait(from: now) == nil)
        desk.put(short, from: near, at: now)
        desk.disconnected(near)

        #expect(try desk.take(filledFrom: pool(holding: transactions)).isEmpty)
    }
}
