import GRDB

/// The tables of `node.sqlite`.
///
/// A schema step is never edited after it was released; a new one is added below.
enum CredentialsSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 users and tokens") { database in
            try database.execute(
                sql: """
                    CREATE TABLE user (
                        id INTEGER PRIMARY KEY,
                        member TEXT NOT NULL,
                        name TEXT NOT NULL,
                        isAdministrator INTEGER NOT NULL,
                        createdAt INTEGER NOT NULL,
                        UNIQUE (member, name)
                    ) STRICT;
                    CREATE TABLE token (
                        id TEXT PRIMARY KEY,
                        user INTEGER NOT NULL REFERENCES user (id),
                        digest BLOB NOT NULL,
                        createdAt INTEGER NOT NULL,
                        expiresAt INTEGER,
                        revokedAt INTEGER
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE idempotency (
                        user INTEGER NOT NULL REFERENCES user (id),
                        key TEXT NOT NULL,
                        content BLOB NOT NULL,
                        envelope BLOB NOT NULL,
                        createdAt INTEGER NOT NULL,
                        PRIMARY KEY (user, key)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX idempotencyByAge ON idempotency (createdAt);
                    """)
        }
        migrator.registerMigration("2 second factors", migrate: SecondFactorSchema.create)
        return migrator
    }
}
