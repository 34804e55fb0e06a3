import LedgerCore
import Testing

@testable import Storage

struct LedgerVerificationTests {
    private let home = TemporaryHome()

    /// Five blocks of three transactions each, opened by nobody.
    private func world() throws -> TestChain {
        let chain = try TestChain.make(in: home)
        for height in 0..<5 {
            try chain.extend(try TestChain.transactions(height * 3..<height * 3 + 3))
        }
        return chain
    }

    @Test func `a sound ledger is sound, and every block of it is told`() throws {
        let chain = try world()
        var told: [Height] = []

        let verdict = chain.store.verify(replay: EmptyReplay()) { told.append($0) }

        #expect(verdict == .sound(LedgerExtent(blocks: 5, transactions: 15)))
        #expect(told == (1...5).map { Height($0) })
    }

    @Test(arguments: Damage.all)
    func `the first block that does not hold is named, with what does not`(damage: Damage) throws {
        let chain = try world()
        try chain.store.transact { database throws(StorageError) in
            try PreparedStatement(database, damage.sql).run()
        }

        let verdict = chain.store.verify(replay: EmptyReplay())

        guard case .faulty(let height, let fault) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(height == Height(3))
        #expect("\(fault)".hasPrefix(damage.fault), "\(fault)")
    }

    @Test func `a quorum that is not the chain's is no certificate`() throws {
        let chain = try world()
        var replay = EmptyReplay()
        replay.validatorKey = TestChain.key(77)

        #expect(
            chain.store.verify(replay: replay) == .faulty(height: .first, .validatorSet))
    }

    @Test func `other outcomes and another state are told`() throws {
        let chain = try world()
        var replay = EmptyReplay()
        replay.outcome = Outcome(.refused(Refusal(code: "balance.overdrawn")))

        #expect(
            chain.store.verify(replay: replay)
                == .faulty(height: .first, .outcome(position: 0)))
        replay = EmptyReplay()
        replay.root = Digest(hashing: [1])
        #expect(
            chain.store.verify(replay: replay)
                == .faulty(
                    height: .first,
                    .stateRoot(named: .zero, found: Digest(hashing: [1]))))
    }
}

/// Damage to the third block of the world, and the fault it must show as.
struct Damage: CustomTestStringConvertible, Sendable {
    let sql: String
    let fault: String
    var testDescription: String { fault }

    static let all = [
        Damage(
            sql: "UPDATE transactions SET outcome = x'828100808080' WHERE leaf = 9",
            fault: "outcomesRoot"),
        Damage(
            sql: "UPDATE transactions SET id = zeroblob(32) WHERE leaf = 9",
            fault: "transactionID(position: 1"),
        Damage(
            sql: "UPDATE transactions SET envelope = x'00' WHERE leaf = 9", fault: "unreadable"),
        Damage(
            sql: """
                UPDATE transactions SET
                    envelope = (SELECT envelope FROM transactions WHERE leaf = 4),
                    id = randomblob(32)
                WHERE leaf = 9
                """,
            fault: "transactionID(position: 1"),
        Damage(sql: "DELETE FROM transactions WHERE leaf = 10", fault: "transactionsRoot"),
        Damage(sql: "DELETE FROM blocks WHERE height = 3", fault: "missing"),
        Damage(
            sql:
                "UPDATE blocks SET header = (SELECT header FROM blocks WHERE height = 2) WHERE height = 3",
            fault: "otherHeight"),
        Damage(sql: "UPDATE blocks SET id = zeroblob(32) WHERE height = 3", fault: "otherID"),
        Damage(
            sql: """
                UPDATE certificates SET bytes = (SELECT bytes FROM certificates WHERE height = 2)
                WHERE height = 3
                """,
            fault: "certificate"),
        Damage(
            sql: """
                UPDATE tiles SET hashes = 
                    CAST(substr(hashes, 1, 320) || zeroblob(32) || substr(hashes, 353) AS BLOB)
                """,
            fault: "log"),
    ]
}

/// Rules without effect, as the test chain has them.
struct EmptyReplay: LedgerReplay {
    var validatorKey = TestChain.validatorKey
    var outcome = Outcome(.done)
    var root = Digest.zero

    func validators(at height: Height) throws -> ValidatorSet {
        try #require(ValidatorSet(keys: [validatorKey.publicKey]))
    }

    mutating func execute(_ block: CommittedBlock) throws -> ReplayedBlock {
        ReplayedBlock(outcomes: block.outcomes.map { _ in outcome }, stateRoot: root)
    }
}
