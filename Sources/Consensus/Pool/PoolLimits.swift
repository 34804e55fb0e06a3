/// How much the pool holds, and how fast one member may fill it.
///
/// Spec: Docs/Spec/Consensus.md §8.
package struct PoolLimits: Equatable, Sendable {
    /// Bytes of all transactions held.
    package var bytesMax: Int
    package var transactionsMax: Int
    /// Bytes held of one member, so that no member can shut the others out.
    package var memberBytesMax: Int
    /// Bytes of one transaction, envelope and content.
    package var transactionBytesMax: Int
    /// What one member may send, averaged over `burstSeconds`.
    package var memberBytesPerSecond: Int64
    package var memberTransactionsPerSecond: Int64
    /// How many seconds' worth a member who was silent may send at once.
    package var burstSeconds: Int64
    /// How far ahead of block time an expiry may lie.
    package var expiryAheadMaxMilliseconds: Int64
    /// What a client hears when the pool is full: about one block.
    package var retryWhenFullMilliseconds: Int64

    package init(
        bytesMax: Int = 256 << 20, transactionsMax: Int = 200_000,
        memberBytesMax: Int = 128 << 20, transactionBytesMax: Int = 4 << 20,
        memberBytesPerSecond: Int64 = 16 << 20, memberTransactionsPerSecond: Int64 = 2_000,
        burstSeconds: Int64 = 10, expiryAheadMaxMilliseconds: Int64 = 90 * 86_400_000,
        retryWhenFullMilliseconds: Int64 = 1_000
    ) {
        self.bytesMax = bytesMax
        self.transactionsMax = transactionsMax
        self.memberBytesMax = memberBytesMax
        self.transactionBytesMax = transactionBytesMax
        self.memberBytesPerSecond = memberBytesPerSecond
        self.memberTransactionsPerSecond = memberTransactionsPerSecond
        self.burstSeconds = burstSeconds
        self.expiryAheadMaxMilliseconds = expiryAheadMaxMilliseconds
        self.retryWhenFullMilliseconds = retryWhenFullMilliseconds
    }
}
