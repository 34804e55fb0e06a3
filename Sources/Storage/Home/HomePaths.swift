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
    /// An index that is being made anew beside the other, or has taken its place since the last start.
    package var queryRemade: String { directory + "/query-remade.sqlite" }
    /// Contents of sealed blocks that were moved out of the ledger; read as long as the files are there.
    package var archive: String { directory + "/archive" }
    /// Snapshots of this ledger that peers fetch; made when one is asked for, and removed after.
    package var snapshots: String { directory + "/snapshots" }
    /// A snapshot of a peer on its way here.
    package var joining: String { directory + "/joining" }
    package var lock: String { directory + "/ledger.lock" }
}
