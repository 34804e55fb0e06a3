import LedgerCore
import Testing

@Suite struct TransactionExpiryTests {
    private let day: Int64 = 86_400_000

    private func fault(expiry: Int64, at blockTime: Int64, max: Int64) -> Any? {
        Fixtures.header(Fixtures.key(1), expiry: Timestamp(milliseconds: expiry)).expiryFault(
            at: Timestamp(milliseconds: blockTime), aheadMaxMilliseconds: max)
    }

    private func allows(expiry: Int64, at blockTime: Int64, max: Int64) -> Bool {
        fault(expiry: expiry, at: blockTime, max: max) == nil
    }

    @Test func `a transaction is good up to its expiry and not a millisecond longer`() {
        #expect(allows(expiry: 1000, at: 1000, max: day))
        #expect(!allows(expiry: 1000, at: 1001, max: day))
    }

    @Test func `an expiry may not be further ahead than the chain allows`() {
        #expect(allows(expiry: day, at: 0, max: day))
        #expect(!allows(expiry: day + 1, at: 0, max: day))
    }

    @Test func `no chain allows more than ninety days`() {
        #expect(allows(expiry: 90 * day, at: 0, max: .max))
        #expect(!allows(expiry: 90 * day + 1, at: 0, max: .max))
    }

    @Test func `times at the ends of the range do not trap`() {
        #expect(!allows(expiry: .min, at: .max, max: .max))
        #expect(!allows(expiry: .max, at: .min, max: .max))
        #expect(allows(expiry: .max, at: .max, max: .max))
    }
}
