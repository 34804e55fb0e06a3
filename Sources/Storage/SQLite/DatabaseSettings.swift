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
    /// Memory for pages, a connection.
    package var cacheKibibytes = 4_096
    package var memoryMapBytes = 32 << 20
    /// Pages in the write-ahead log after which a commit moves them into the file.
    package var checkpointPages = 4_000
    /// Connections that read at the same time.
    package var readersMax = 4

    package init(durability: Durability) {
        self.durability = durability
    }
}
