package import GRDB
package import LedgerCore

/// The ledger at one moment. Valid only inside the `read` that made it.
package struct LedgerReader {
    package let database: Database
    /// Where archived contents are looked for; nil where they are out of reach.
    let archiveDirectory: String?

    init(_ database: Database, archiveDirectory: String? = nil) {
        self.database = database
        self.archiveDirectory = archiveDirectory
    }

    /// Where the ledger stands at this moment.
    package func head() throws(StorageError) -> LedgerHead {
        try HeadRow.read(in: database)
    }

    package func chainID() throws(StorageError) -> ChainID {
        let chain = try PreparedStatement(database, "SELECT chain FROM genesis")
            .first { row throws(StorageError) in ChainID(try row.digest(0)) }
        guard let chain else { throw .corrupt("the ledger has no genesis") }
        return chain
    }

    /// The canonical genesis.
    package func genesis() throws(StorageError) -> Bytes {
        let bytes = try PreparedStatement(database, "SELECT bytes FROM genesis")
            .first { row throws(StorageError) in row.blob(0) }
        guard let bytes else { throw .corrupt("the ledger has no genesis") }
        return bytes
    }
}

extension LedgerReader: StateReading {
    package func value(for key: StateKey) throws(StateReadError) -> Bytes? {
        do { return try StateRows.value(for: key, in: database) } catch {
            throw StateReadError(reason: "\(error)")
        }
    }

    /// Values of one type in the order of their ids, those after `id` where one is given.
    ///
    /// - Precondition: the facts of the type belong to no lot.
    package func values(
        of type: StateType, after id: Bytes? = nil, limit: Int
    ) throws(StorageError) -> [(id: Bytes, value: Bytes)] {
        try StateRows.values(of: type, after: id, limit: limit, in: database)
    }
}
