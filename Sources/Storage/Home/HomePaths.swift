/// The files of a home.
package struct HomePaths: Equatable, Sendable {
    /// Without a slash at the end.
    package let directory: String

    package init(directory: String) {
        self.directory = directory
    }

    /// The truth. Its `-wal` and `-shm` files stand beside it and belong to it.
    package var ledger: String { directory + "/ledger.sqlite" }
    /// What is derived from the ledger; may be deleted while the node is stopped.
    package var query: String { directory + "/query.sqlite" }
    /// Contents of sealed blocks that were moved out of the ledger; read as long as the files are there.
    package var archive: String { directory + "/archive" }
    package var lock: String { directory + "/ledger.lock" }
}
