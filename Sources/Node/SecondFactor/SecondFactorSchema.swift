import GRDB

/// The tables of `node.sqlite` that hold second factors, and what administrators did.
enum SecondFactorSchema {
    static func create(in database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE secondFactor (
                    user INTEGER PRIMARY KEY REFERENCES user (id),
                    secret BLOB NOT NULL,
                    confirmedAt INTEGER NOT NULL,
                    -- The last step whose code was used.
                    lastStep INTEGER NOT NULL,
                    -- Wrong codes since the last good one, and until when no other is looked at.
                    failures INTEGER NOT NULL,
                    lockedUntil INTEGER NOT NULL
                ) STRICT;
                -- A secret that was shown once, until its user has shown a code of it.
                CREATE TABLE secondFactorOffer (
                    user INTEGER PRIMARY KEY REFERENCES user (id),
                    secret BLOB NOT NULL,
                    createdAt INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE recoveryCode (
                    digest BLOB PRIMARY KEY,
                    user INTEGER NOT NULL REFERENCES user (id),
                    usedAt INTEGER
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX recoveryCodeByUser ON recoveryCode (user);
                CREATE TABLE administration (
                    number INTEGER PRIMARY KEY,
                    time INTEGER NOT NULL,
                    actor TEXT NOT NULL,
                    deed TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    outcome TEXT NOT NULL
                ) STRICT;
                """)
    }
}
