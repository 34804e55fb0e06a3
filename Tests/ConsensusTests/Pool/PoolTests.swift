import Consensus
import LedgerCore
import Testing

@Suite struct PoolTests {
    private let now = Timestamp(milliseconds: 1_000_000)

    private func member(_ name: String) throws -> MemberID { try #require(MemberID(name)) }

    private func transaction(
        _ name: String = "farm-1", sequence: UInt64 = 0, bytes: Int = 100, nonce: UInt8 = 0,
        expiry: Int64 = 2_000_000
    ) throws -> VerifiedTransaction {
        let key = try #require(PrivateKey(algorithm: .eddsa, seed: Bytes(repeating: 5, count: 32)))
        let header = TransactionHeader(
            key: key.publicKey, contentType: "application/json", member: try member(name),
            chain: TestChain.id,
            nonce: try #require(Nonce(bytes: [nonce] + Bytes(repeating: 0, count: 15))),
            sequence: sequence, expiry: Timestamp(milliseconds: expiry), interpretation: nil)
        let content = Bytes(repeating: UInt8(truncatingIfNeeded: sequence), count: bytes)
        return try SignedTransaction(signing: content, header: header, with: key)
            .verified(by: key.publicKey, on: TestChain.id)
    }

    private func admit(_ transaction: VerifiedTransaction, to pool: inout Pool, after: Int64 = 0)
        throws(PoolRefusal) -> Pool.Admission
    {
        try pool.admit(transaction, now: now.advanced(byMilliseconds: after), blockTime: now)
    }

    private func reap(_ pool: Pool, bytes: Int = 1 << 20, count: Int = 100) -> [TransactionID] {
        pool.reap(maxBytes: bytes, maxTransactions: count, blockTime: now).map(\.id)
    }

    @Test func `the same transaction again answers with the first one's id`() throws {
        var pool = Pool(limits: PoolLimits())
        let one = try transaction()

        #expect(try admit(one, to: &pool) == .admitted(one.id))
        #expect(try admit(one, to: &pool) == .alreadyHeld(one.id))
        #expect(pool.count == 1)
        #expect(pool.byteCount == one.signed.blockByteCount)
    }

    @Test func `members take turns by arrival, each one's own go by sequence`() throws {
        var pool = Pool(limits: PoolLimits())
        let late = try transaction("farm-1", sequence: 9)
        let other = try transaction("mill-1", sequence: 5)
        let early = try transaction("farm-1", sequence: 3)
        for one in [late, other, early] { _ = try admit(one, to: &pool) }

        #expect(reap(pool) == [early.id, other.id, late.id])
    }

    @Test func `what does not fit stops its member, and nobody else`() throws {
        var pool = Pool(limits: PoolLimits())
        let large = try transaction("farm-1", sequence: 1, bytes: 5_000)
        let after = try transaction("farm-1", sequence: 2)
        let other = try transaction("mill-1")
        for one in [large, after, other] { _ = try admit(one, to: &pool) }

        #expect(reap(pool, bytes: 2_000) == [other.id])
        #expect(reap(pool, count: 2) == [large.id, after.id])
        #expect(pool.count == 3, "reaping takes nothing out")
    }

    @Test func `with enough bytes no further transaction is taken, and a large one has its turn`()
        throws
    {
        var pool = Pool(limits: PoolLimits())
        let large = try transaction("farm-1", bytes: 5_000)
        let other = try transaction("farm-2", sequence: 1, bytes: 500)
        _ = try admit(large, to: &pool)
        _ = try admit(other, to: &pool)

        func reap(enough: Int) -> [TransactionID] {
            pool.reap(
                maxBytes: 1 << 20, enoughBytes: enough, maxTransactions: 100, blockTime: now
            ).map(\.id)
        }

        #expect(reap(enough: 1) == [large.id])
        #expect(reap(enough: 6_000) == [large.id, other.id])
        #expect(reap(enough: 0) == [])
    }

    @Test func `a commit takes out what it holds and what is too late`() throws {
        var pool = Pool(limits: PoolLimits())
        let done = try transaction("farm-1", sequence: 1)
        let stale = try transaction("mill-1", expiry: 1_500_000)
        let left = try transaction("farm-1", sequence: 2)
        for one in [done, stale, left] { _ = try admit(one, to: &pool) }
        pool.markOffered([done.id, left.id])

        let expired = pool.remove(
            committed: [done.id, TransactionID(.zero)],
            blockTime: Timestamp(milliseconds: 1_500_001))

        #expect(expired == [stale.id])
        #expect(reap(pool) == [left.id])
        #expect(pool.byteCount == left.signed.blockByteCount)
        #expect(pool.holdsOffered)
        #expect(pool.remove(committed: [left.id], blockTime: now).isEmpty)
        #expect(pool.isEmpty && !pool.holdsOffered && pool.byteCount == 0)
    }

    @Test func `an expiry that has passed or lies too far ahead is refused`() throws {
        var pool = Pool(limits: PoolLimits(expiryAheadMaxMilliseconds: 1_000))

        let late = try transaction(expiry: 999_999)
        #expect(
            throws: PoolRefusal.expiry(
                .expired(expiry: Timestamp(milliseconds: 999_999), blockTime: now))
        ) { try admit(late, to: &pool) }
        let far = try transaction(expiry: 1_001_001)
        #expect(
            throws: PoolRefusal.expiry(
                .tooFarAhead(
                    expiry: Timestamp(milliseconds: 1_001_001),
                    latest: Timestamp(milliseconds: 1_001_000)))
        ) { try admit(far, to: &pool) }
        #expect(try admit(try transaction(expiry: 1_001_000), to: &pool) != .alreadyHeld(far.id))
    }

    @Test func `a transaction too large for a block is refused for good`() throws {
        let one = try transaction()
        let bytes = one.signed.blockByteCount
        var pool = Pool(limits: PoolLimits(transactionBytesMax: bytes - 1))

        let refusal = PoolRefusal.tooLarge(bytes: bytes, max: bytes - 1)
        #expect(throws: refusal) { try admit(one, to: &pool) }
        #expect(refusal.retryAfterMilliseconds == nil)
    }

    @Test func `a full pool refuses, in count and in bytes, for all and for one member`() throws {
        let size = try transaction().signed.blockByteCount
        let first = try transaction(sequence: 1)
        let second = try transaction(sequence: 2)

        var counted = Pool(limits: PoolLimits(transactionsMax: 1))
        _ = try admit(first, to: &counted)
        #expect(throws: PoolRefusal.full(retryAfterMilliseconds: 1_000)) {
            try admit(second, to: &counted)
        }
        var weighed = Pool(limits: PoolLimits(bytesMax: 2 * size - 1))
        _ = try admit(first, to: &weighed)
        #expect(throws: PoolRefusal.full(retryAfterMilliseconds: 1_000)) {
            try admit(second, to: &weighed)
        }
        var shared = Pool(limits: PoolLimits(memberBytesMax: 2 * size - 1))
        _ = try admit(first, to: &shared)
        let farm = try member("farm-1")
        #expect(throws: PoolRefusal.memberFull(farm, retryAfterMilliseconds: 1_000)) {
            try admit(second, to: &shared)
        }
        #expect(throws: Never.self) { try admit(transaction("mill-1"), to: &shared) }
    }

    @Test func `a member that sends too fast hears when to come back`() throws {
        var pool = Pool(
            limits: PoolLimits(memberTransactionsPerSecond: 2, burstSeconds: 1))
        for sequence in 0..<2 {
            _ = try admit(try transaction(sequence: UInt64(sequence)), to: &pool)
        }
        let third = try transaction(sequence: 2)
        let farm = try member("farm-1")

        #expect(throws: PoolRefusal.overQuota(farm, retryAfterMilliseconds: 500)) {
            try admit(third, to: &pool)
        }
        #expect(throws: PoolRefusal.overQuota(farm, retryAfterMilliseconds: 1)) {
            try admit(third, to: &pool, after: 499)
        }
        #expect(try admit(third, to: &pool, after: 500) == .admitted(third.id))
        #expect(throws: Never.self) { try admit(transaction("mill-1"), to: &pool, after: 500) }
    }

    @Test func `bytes are rationed too, and one large transaction leaves a debt`() throws {
        var pool = Pool(limits: PoolLimits(memberBytesPerSecond: 100, burstSeconds: 2))
        let large = try transaction(sequence: 1, bytes: 1_000)
        let small = try transaction(sequence: 2)
        let debt = Int64(large.signed.blockByteCount) - 200
        let cost = min(200, Int64(small.signed.blockByteCount))

        _ = try admit(large, to: &pool)

        let wait = (debt + cost) * 10
        let farm = try member("farm-1")
        #expect(throws: PoolRefusal.overQuota(farm, retryAfterMilliseconds: wait)) {
            try admit(small, to: &pool)
        }
        #expect(throws: Never.self) { try admit(small, to: &pool, after: wait) }
    }

    @Test func `a clock that goes back gives and takes nothing`() throws {
        var allowance = Allowance(perSecond: 10, burst: 10, at: now)
        allowance.spend(10)

        allowance.refill(at: now.advanced(byMilliseconds: -60_000))
        #expect(allowance.wait(for: 1) == 100)
        allowance.refill(at: now.advanced(byMilliseconds: -59_900))
        #expect(allowance.wait(for: 1) == 0)
    }

    @Test func `what was in the pool before a restart comes back past all limits`() throws {
        var pool = Pool(limits: PoolLimits(transactionsMax: 1, memberTransactionsPerSecond: 1))
        let both = try [transaction(sequence: 2), transaction(sequence: 1)]

        for one in both + both { pool.restore(one) }

        #expect(reap(pool) == [both[1].id, both[0].id])
        #expect(pool.notOffered.map(\.id) == both.map(\.id))
        pool.markOffered(both.map(\.id))
        #expect(pool.notOffered.isEmpty && pool.holdsOffered)
    }

    @Test func `turns are kept whatever leaves, in whatever order`() throws {
        var pool = Pool(limits: PoolLimits())
        var held: [VerifiedTransaction] = []
        let names = ["farm-1", "mill-1", "trader-1"]
        for number in 0..<90 {
            held.append(
                try transaction(
                    names[(number * number + number / 7) % 3], sequence: UInt64(97 * number % 90),
                    expiry: number % 10 == 0 ? 1_400_000 : 2_000_000))
            _ = try admit(held[number], to: &pool)
        }
        var turns = held.map(\.header.member)

        for (block, time) in [(1, 1_000_000), (2, 1_500_000), (3, 1_500_000)] as [(Int, Int64)] {
            let isLeaving = { (one: VerifiedTransaction) in
                Int(one.header.sequence) % 4 == block
                    || one.header.expiry.milliseconds < time
            }
            let committed = held.filter { Int($0.header.sequence) % 4 == block }
            let expired = pool.remove(
                committed: committed.map(\.id), blockTime: Timestamp(milliseconds: time))
            for one in held where isLeaving(one) {
                turns.remove(at: try #require(turns.firstIndex(of: one.header.member)))
            }
            let late = held.filter { isLeaving($0) && Int($0.header.sequence) % 4 != block }
            held.removeAll(where: isLeaving)

            // Each turn goes to the lowest sequence of its member that had none yet.
            var queues = Dictionary(grouping: held, by: \.header.member).mapValues { queue in
                queue.sorted { $0.header.sequence > $1.header.sequence }
            }
            #expect(reap(pool) == turns.compactMap { queues[$0]?.popLast()?.id })
            #expect(expired == late.map(\.id).sorted())
            #expect(pool.byteCount == held.reduce(0) { $0 + $1.signed.blockByteCount })
        }
        #expect(held.count > 10)
    }
}
