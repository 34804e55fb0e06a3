import GRDB
import LedgerCore

/// The tables of `ledger.sqlite`.
///
/// Spec: Docs/Spec/Storage.md §2.
enum LedgerSchema {
    /// Written to `user_version`. A file with a lower number is migrated when it is opened to be
    /// written, one with a higher number is refused.
    static let version = 5
    /// Written to `application_id`, so that `file` and we know whose database it is: "Dftr".
    static let applicationID: Int32 = 0x4466_7472

    static func create(in database: Database) throws(StorageError) {
        do {
            try database.execute(sql: tables + stateTables + formerTreeTables + tablesOfVersion2)
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: "PRAGMA user_version = \(version)")
        } catch { throw StorageError(error) }
    }

    /// Whether nothing was ever written to the file.
    static func isEmpty(_ database: Database) throws(StorageError) -> Bool {
        try PreparedStatement(database, "SELECT 1 FROM sqlite_schema LIMIT 1")
            .first { _ throws(StorageError) in true } == nil
    }

    /// - Throws: `.schemaVersion` for a file of another version, `.corrupt` for one of another
    ///   program.
    static func require(in database: Database) throws(StorageError) {
        let found = try self.version(of: database)
        guard found == version else { throw .schemaVersion(found: found, expected: version) }
    }

    /// Brings the tables of an older file to this version, in the transaction that is open.
    ///
    /// - Returns: whether it was of an older one.
    /// - Throws: as `require(in:)` does for what no migration leads from.
    static func migrate(_ database: Database) throws(StorageError) -> Bool {
        let before = try version(of: database)
        var found = before
        while let migration = migrations[found] {
            try migration(database)
            found += 1
            do { try database.execute(sql: "PRAGMA user_version = \(found)") } catch {
                throw StorageError(error)
            }
        }
        try require(in: database)
        return found != before
    }

    private static func version(of database: Database) throws(StorageError) -> Int {
        let pragma = { (name: String) throws(StorageError) -> Int64? in
            try PreparedStatement(database, "PRAGMA \(name)")
                .first { row throws(StorageError) in row.integer(0) }
        }
        guard try pragma("application_id") == Int64(applicationID) else {
            throw .corrupt("the file is no ledger of this program")
        }
        return Int(try pragma("user_version") ?? 0)
    }

    /// By the version that each leads away from. Never changed once a program with it was given away.
    private static let migrations: [Int: @Sendable (Database) throws(StorageError) -> Void] = [
        1: { database throws(StorageError) in
            do { try database.execute(sql: tablesOfVersion2) } catch { throw StorageError(error) }
            try requireNoValidatorChange(in: database)
        },
        // It gathered which nodes are stale, which nothing tells any more.
        2: { _ throws(StorageError) in },
        3: { database throws(StorageError) in try TreeByPath.migrate(database) },
        4: { database throws(StorageError) in try StateByPlace.migrate(database) },
    ]

    /// Version 1 did not keep who the validators were before a change.
    private static func requireNoValidatorChange(in database: Database) throws(StorageError) {
        try PreparedStatement(database, "SELECT header FROM blocks").forEach([]) {
            row throws(StorageError) in
            let header = try row.decoded(0, as: BlockHeader.self)
            guard header.nextValidatorSetHash == header.validatorSetHash else {
                throw .corrupt(
                    "block \(header.height) changes the validators, and the file is too old to say"
                        + " who they were: sync this node anew")
            }
        }
    }

    private static let tables = """
        CREATE TABLE home (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            instance BLOB NOT NULL,
            inode INTEGER NOT NULL,
            birth INTEGER NOT NULL,
            restored_at INTEGER
        ) STRICT;

        CREATE TABLE genesis (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            chain BLOB NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;

        -- Where the ledger stands; written with every block, in the block's own transaction.
        CREATE TABLE head (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            height INTEGER NOT NULL,
            block BLOB NOT NULL,
            state_root BLOB NOT NULL,
            log BLOB NOT NULL
        ) STRICT;

        -- Leaves first_leaf ..< seal_leaf of the log are the block's transactions, seal_leaf is its
        -- header.
        CREATE TABLE blocks (
            height INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            first_leaf INTEGER NOT NULL,
            seal_leaf INTEGER NOT NULL UNIQUE,
            header BLOB NOT NULL
        ) STRICT;

        CREATE TABLE certificates (
            height INTEGER PRIMARY KEY,
            bytes BLOB NOT NULL
        ) STRICT;

        CREATE TABLE transactions (
            leaf INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            height INTEGER NOT NULL,
            content INTEGER NOT NULL,
            envelope BLOB NOT NULL,
            outcome BLOB NOT NULL
        ) STRICT;

        -- Apart from the transactions, so that content can be purged and a pool entry becomes part of
        -- a block without being written again. codec 0: bytes as they are.
        CREATE TABLE contents (
            number INTEGER PRIMARY KEY,
            codec INTEGER NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;

        -- What the last blocks did, for what is derived from the ledger: see effectsKept.
        CREATE TABLE effects (
            height INTEGER PRIMARY KEY,
            bytes BLOB NOT NULL
        ) STRICT;

        -- Transactions that are in no block. waiting 0: only a proposed block has it.
        CREATE TABLE pool (
            arrival INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            waiting INTEGER NOT NULL,
            content INTEGER NOT NULL,
            envelope BLOB NOT NULL
        ) STRICT;

        CREATE TABLE tiles (
            level INTEGER NOT NULL,
            number INTEGER NOT NULL,
            hashes BLOB NOT NULL,
            PRIMARY KEY (level, number)
        ) STRICT, WITHOUT ROWID;

        -- What this node has signed. The key makes a second, different signature impossible.
        CREATE TABLE votes (
            height INTEGER NOT NULL,
            round INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            message BLOB NOT NULL,
            PRIMARY KEY (height, round, kind)
        ) STRICT, WITHOUT ROWID;

        -- Blocks proposed at the height in work: the header, and by which names its
        -- transactions are in the pool (ProposedBlockRows).
        CREATE TABLE proposals (
            height INTEGER NOT NULL,
            id BLOB NOT NULL,
            header BLOB NOT NULL,
            transactions BLOB NOT NULL,
            PRIMARY KEY (height, id)
        ) STRICT;

        -- What the validator must remember of the height in work.
        CREATE TABLE agreement (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            height INTEGER NOT NULL,
            state BLOB NOT NULL
        ) STRICT;
        """

    private static let tablesOfVersion2 = """
        -- The lowest block that is here whole. Without a row that is the first one: the ledger was not
        -- made from a snapshot. A snapshot's own block is here as a header until it is filled in.
        CREATE TABLE base (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            height INTEGER NOT NULL
        ) STRICT;

        -- Blocks after which other validators are in force, those below the base too: the block's
        -- header, its certificate, the validators.
        CREATE TABLE validator_changes (
            height INTEGER PRIMARY KEY,
            change BLOB NOT NULL
        ) STRICT;

        -- Ranges of blocks whose contents lie in a file outside: at an offset, as a block range.
        CREATE TABLE archives (
            first INTEGER PRIMARY KEY,
            last INTEGER NOT NULL,
            file TEXT NOT NULL,
            byte_offset INTEGER NOT NULL,
            byte_count INTEGER NOT NULL,
            digest BLOB NOT NULL
        ) STRICT;

        """

    /// What `ScratchState` has too.
    static let stateTables = """
        -- By place (StatePlace) rather than by digest: neighbours in meaning are neighbours on disk.
        CREATE TABLE state (
            place BLOB PRIMARY KEY,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- The newest state tree; a node's version is the height that wrote it. Its place is a number
        -- in the order of paths, which longer ones have not.
        CREATE TABLE nodes (
            place INTEGER PRIMARY KEY,
            version INTEGER NOT NULL,
            row BLOB NOT NULL
        ) STRICT;
        CREATE TABLE deep_nodes (
            path BLOB PRIMARY KEY,
            version INTEGER NOT NULL,
            row BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        """

    /// The versions of the tree before the newest.
    static let formerTreeTables = """

        -- What a height found where it wrote or removed nodes, many a row; first is the path of the
        -- first of them.
        CREATE TABLE former_nodes (
            since INTEGER NOT NULL,
            first BLOB NOT NULL,
            nodes BLOB NOT NULL,
            PRIMARY KEY (since, first)
        ) STRICT, WITHOUT ROWID;

        -- How many nodes those are.
        CREATE TABLE tree_versions (
            height INTEGER PRIMARY KEY,
            replaced INTEGER NOT NULL
        ) STRICT;
        """
}
