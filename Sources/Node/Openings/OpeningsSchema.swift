import GRDB

/// The tables of `openings.sqlite`.
///
/// A schema step is never edited after it was released; a new one is added below.
enum OpeningsSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 openings and erasures") { database in
            try database.execute(
                sql: """
                    CREATE TABLE opening (
                        id INTEGER PRIMARY KEY,
                        member TEXT NOT NULL,
                        event TEXT NOT NULL,
                        pointer TEXT NOT NULL,
                        commitment BLOB NOT NULL,
                        salt BLOB NOT NULL,
                        value TEXT NOT NULL,
                        readers TEXT NOT NULL,
                        fingerprint BLOB,
                        createdAt INTEGER NOT NULL,
                        UNIQUE (event, pointer, commitment)
                    ) STRICT;
                    CREATE INDEX openingByFingerprint ON opening (member, fingerprint, pointer)
                        WHERE fingerprint IS NOT NULL;
                    CREATE TABLE erasure (
                        id INTEGER PRIMARY KEY,
                        member TEXT NOT NULL,
                        event TEXT NOT NULL,
                        pointer TEXT NOT NULL,
                        commitment BLOB NOT NULL,
                        reason TEXT NOT NULL,
                        erasedAt INTEGER NOT NULL
                    ) STRICT;
                    CREATE INDEX erasureByEvent ON erasure (event);
                    """)
        }
        migrator.registerMigration("2 fingerprints are found by their beginning") { database in
            try database.execute(
                sql: """
                    DROP INDEX openingByFingerprint;
                    CREATE INDEX openingByFingerprint ON opening (substr(fingerprint, 1, 8))
                        WHERE fingerprint IS NOT NULL;
                    """)
        }
        return migrator
    }
}
