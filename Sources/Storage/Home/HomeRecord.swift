import GRDB
import LedgerCore

/// What the ledger file says of the home it lives in.
struct HomeRecord: Equatable, Sendable {
    var instance: HomeInstance
    var origin: HomeOrigin

    /// Reads the record, and holds it against the file it was read from.
    init(in database: Database, file: FileIdentity) throws(StorageError) {
        let row = try PreparedStatement(
            database, "SELECT instance, inode, birth, restored_at FROM home"
        ).first { row throws(StorageError) in
            (
                instance: HomeInstance(bytes: row.blob(0)),
                file: FileIdentity(
                    inode: UInt64(bitPattern: row.integer(1)), birth: row.integer(2)),
                restoredAt: row.optionalInteger(3)
            )
        }
        guard let row else { throw .corrupt("the ledger does not say whose home it is") }
        instance = row.instance
        if row.file != file {
            origin = .copied
        } else if let milliseconds = row.restoredAt {
            origin = .restored(at: Timestamp(milliseconds: milliseconds))
        } else {
            origin = .own
        }
    }

    private init(instance: HomeInstance, origin: HomeOrigin) {
        self.instance = instance
        self.origin = origin
    }

    /// Makes the file the home of a new instance.
    ///
    /// - Parameter restoredAt: nil for a home that may sign from now on.
    static func write(
        restoredAt: Timestamp?, file: FileIdentity, to database: Database
    ) throws(StorageError) -> HomeRecord {
        let instance = HomeInstance.random()
        try PreparedStatement(
            database,
            """
            INSERT OR REPLACE INTO home (one, instance, inode, birth, restored_at)
            VALUES (1, ?, ?, ?, ?)
            """
        ).run(
            .blob(instance.bytes), .integer(Int64(bitPattern: file.inode)), .integer(file.birth),
            .optional(restoredAt?.milliseconds))
        return HomeRecord(
            instance: instance, origin: restoredAt.map { .restored(at: $0) } ?? .own)
    }
}

extension LedgerStore {
    /// Makes a copied or restored home this node's own, under a new name.
    ///
    /// For the operator, who thereby says that the home it came from will not run again, or for the
    /// node, once its peers have shown that nothing was signed that the home does not know.
    package func adoptHome() throws(StorageError) {
        let file = try FileIdentity(of: paths.ledger)
        publish(
            try transact { database throws(StorageError) in
                try HomeRecord.write(restoredAt: nil, file: file, to: database)
            })
    }
}
