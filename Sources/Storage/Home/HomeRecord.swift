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
        } else {
            origin = HomeRecord.origin(marked: row.restoredAt)
        }
    }

    /// In place of the moment of a restore: the home was made, and has not shown yet that it may sign.
    static let unprovenMark = Timestamp(milliseconds: 0)

    private static func origin(marked milliseconds: Int64?) -> HomeOrigin {
        switch milliseconds {
        case nil: .own
        case unprovenMark.milliseconds: .unproven
        case let moment?: .restored(at: Timestamp(milliseconds: moment))
        }
    }

    private init(instance: HomeInstance, origin: HomeOrigin) {
        self.instance = instance
        self.origin = origin
    }

    /// Makes the file the home of a new instance.
    ///
    /// - Parameter restoredAt: nil for a home that may sign from now on; else when it was restored, or
    ///   ``unprovenMark``.
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
            instance: instance, origin: HomeRecord.origin(marked: restoredAt?.milliseconds))
    }
}

extension LedgerStore {
    /// Writes down that this home may not sign, since its key has signed what it does not know of.
    ///
    /// The next start begins with watching as well.
    package func doubtHome() throws(StorageError) {
        let file = try FileIdentity(of: paths.ledger)
        publish(
            try transact { database throws(StorageError) in
                try HomeRecord.write(
                    restoredAt: HomeRecord.unprovenMark, file: file, to: database)
            })
    }

    /// Makes a copied, restored or unproven home this node's own, under a new name.
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
