/// How a database file is opened. The figures were chosen by measurement: Docs/Spec/Storage.md §7.
package struct DatabaseSettings: Sendable {
    package enum Durability: Int, Sendable {
        /// A commit may be lost with the power, never torn: for what can be rebuilt.
        case normal = 1
        /// A commit is on disk when it returns.
        case full = 2
    }

    package var durability: Durability
    /// Fixed when the file is made.
    package var pageBytes = 8192
    /// Memory for pages, a connection that reads.
    package var cacheKibibytes = 4_096
    /// Memory for pages of the connection that writes, which alone keeps them when it commits.
    package var writerCacheKibibytes = 4_096
    /// Whether the connection that writes may hold a transaction from one access to the next.
    package var holdsTransactions = false
    package var memoryMapBytes = 32 << 20
    /// Pages in the write-ahead log after which a commit moves them into the file.
    package var checkpointPages = 4_000
    /// Connections that read at the same time.
    package var readersMax = 4

    package init(durability: Durability) {
        self.durability = durability
    }

    /// Those of a ledger: blocks are executed on what the connection that writes has in memory.
    package static var ledger: DatabaseSettings {
        var settings = DatabaseSettings(durability: .full)
        settings.writerCacheKibibytes = 8_192
        settings.holdsTransactions = true
        return settings
    }
}
