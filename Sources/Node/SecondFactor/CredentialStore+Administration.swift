import GRDB

/// Something that an administrator did at this node, or tried to.
package struct AdministrationEntry: Hashable, Sendable {
    /// From 1, in the order of time.
    package let number: Int64
    /// Milliseconds since 1970.
    package let time: Int64
    /// `member/name`, or whoever has the home on its machine: `home:login`.
    package let actor: String
    /// Such as `token.issue`.
    package let deed: String
    /// Whom or what it was done to.
    package let subject: String
    /// `done`, or why it was not.
    package let outcome: String
}

/// What administrators did, kept for good: there is little of it.
extension CredentialStore {
    package func noteAdministration(
        by actor: String, _ deed: String, of subject: String, outcome: String = "done",
        at now: Int64 = UTCText.milliseconds()
    ) throws {
        try pool.write { database in
            try database.execute(
                sql: """
                    INSERT INTO administration (time, actor, deed, subject, outcome)
                    VALUES (?, ?, ?, ?, ?)
                    """, arguments: [now, actor, deed, subject, outcome])
        }
    }

    /// The newest first.
    ///
    /// - Parameter before: only entries with a lower number.
    package func administration(
        before: Int64 = .max, limit: Int = 100
    ) throws -> [AdministrationEntry] {
        try pool.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT number, time, actor, deed, subject, outcome FROM administration
                    WHERE number < ? ORDER BY number DESC LIMIT ?
                    """, arguments: [before, limit]
            ).map { row in
                AdministrationEntry(
                    number: row["number"], time: row["time"], actor: row["actor"],
                    deed: row["deed"], subject: row["subject"], outcome: row["outcome"])
            }
        }
    }
}
