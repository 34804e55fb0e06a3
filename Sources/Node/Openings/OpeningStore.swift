package import EPCIS
import Foundation
import GRDB
package import LedgerCore

/// The private values that this node keeps for its members, in `openings.sqlite`.
///
/// What is deleted is overwritten. The file may be written by the command line while the node runs.
/// Spec: Docs/Spec/Sealing.md §5.
package final class OpeningStore: Sendable {
    let pool: DatabasePool

    package static let reasonBytesMax = 500

    package init(path: String) throws {
        try Self.makePrivate(path)
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        pool = try DatabasePool(path: path, configuration: configuration)
        try OpeningsSchema.migrator.migrate(pool)
        // After opening: GRDB sets NORMAL when it switches to WAL.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    }

    /// SQLite gives its log the mode of the file.
    private static func makePrivate(_ path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let isMade = FileManager.default.createFile(
            atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard isMade else {
            throw NodeStartError.unwritable(path: path, reason: "the file cannot be made")
        }
    }

    // MARK: Reading

    /// The openings of an event, by pointer.
    package func openings(of eventID: String) throws -> [OpeningRecord] {
        try pool.read { try Self.records(of: [eventID], in: $0) }
    }

    /// The openings of some events, without holding a thread of the cooperative pool.
    func openings(of eventIDs: [String]) async throws -> [OpeningRecord] {
        try await pool.read { database in
            var records: [OpeningRecord] = []
            var rest = eventIDs[...]
            while !rest.isEmpty {
                let part = Array(rest.prefix(Self.eventsAtOnce))
                records += try Self.records(of: part, in: database)
                rest = rest.dropFirst(part.count)
            }
            return records
        }
    }

    /// So many parameters are bound to a statement.
    private static let eventsAtOnce = 500

    /// At most so many, the newest first.
    package func list(limit: Int) throws -> [OpeningRecord] {
        try pool.read { database in
            try Row.fetchAll(
                database, sql: Self.selection + " ORDER BY id DESC LIMIT ?", arguments: [limit]
            )
            .map(Self.record)
        }
    }

    /// What was forgotten, at most so many, the newest first.
    package func erasures(limit: Int) throws -> [ErasureRecord] {
        try pool.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM erasure ORDER BY id DESC LIMIT ?", arguments: [limit]
            )
            .map(Self.erasure)
        }
    }

    static func records(of eventIDs: [String], in database: Database) throws -> [OpeningRecord] {
        guard !eventIDs.isEmpty else { return [] }
        let marks = databaseQuestionMarks(count: eventIDs.count)
        return try Row.fetchAll(
            database, sql: selection + " WHERE event IN (\(marks)) ORDER BY event, pointer, id",
            arguments: StatementArguments(eventIDs)
        ).map(record)
    }

    private static let selection =
        "SELECT member, event, pointer, salt, value, readers, createdAt FROM opening"

    private static func record(_ row: Row) throws -> OpeningRecord {
        let eventID: String = row["event"]
        let salt: Data = row["salt"]
        let value: String = row["value"]
        let readers: String = row["readers"]
        guard let member = MemberID(row["member"]), let salt = FieldSalt(bytes: Array(salt)),
            let value = try? JSONValue(parsing: Array(value.utf8)),
            let readers = (try? JSONValue(parsing: Array(readers.utf8)))?.array
        else { throw OpeningsError.damaged(reason: "an opening of \(eventID)") }
        return OpeningRecord(
            member: member, eventID: eventID,
            opening: FieldOpening(pointer: row["pointer"], salt: salt, value: value),
            readers: readers.compactMap(\.string), createdAt: row["createdAt"])
    }

    private static func erasures(
        of eventID: String, in database: Database
    ) throws -> [ErasureRecord] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM erasure WHERE event = ? ORDER BY id",
            arguments: [eventID]
        ).map(erasure)
    }

    private static func erasure(_ row: Row) throws -> ErasureRecord {
        let commitment: Data = row["commitment"]
        guard let member = MemberID(row["member"]), let commitment = Digest(bytes: commitment)
        else {
            throw OpeningsError.damaged(reason: "an erasure")
        }
        return ErasureRecord(
            member: member, eventID: row["event"], pointer: row["pointer"], commitment: commitment,
            reason: row["reason"], erasedAt: row["erasedAt"])
    }

    // MARK: Forgetting

    /// Forgets value and salt of one field of an event, or of all; keeps that they were forgotten.
    ///
    /// The chain is untouched: what it holds is the commitment, which says nothing any more. Backups that
    /// were taken before still have the values.
    ///
    /// - Parameter pointer: nil for every field of the event.
    /// - Returns: what is erased, now or before: to say it twice empties the log again.
    /// - Throws: `.logInUse` when it is done but the log beside the file could not be emptied.
    package func erase(
        eventID: String, pointer: String?, reason: String, at now: Int64
    ) throws -> [ErasureRecord] {
        guard (1...Self.reasonBytesMax).contains(reason.utf8.count) else {
            throw OpeningsError.badReason
        }
        let erased = try pool.write { database in
            let records = try Self.records(of: [eventID], in: database)
                .filter { pointer == nil || $0.opening.pointer == pointer }
            if records.isEmpty {
                let before = try Self.erasures(of: eventID, in: database)
                    .filter { pointer == nil || $0.pointer == pointer }
                guard before.isEmpty else { return before }
                throw OpeningsError.noSuchOpening(eventID: eventID, pointer: pointer)
            }
            return try records.map { record in
                try Self.erase(record, reason, now, in: database)
            }
        }
        try emptyLog()
        return erased
    }

    private static func erase(
        _ record: OpeningRecord, _ reason: String, _ now: Int64, in database: Database
    ) throws -> ErasureRecord {
        let erasure = ErasureRecord(
            member: record.member, eventID: record.eventID, pointer: record.opening.pointer,
            commitment: record.opening.commitment, reason: reason, erasedAt: now)
        let commitment = Data(erasure.commitment.bytes)
        try database.execute(
            sql: "DELETE FROM opening WHERE event = ? AND pointer = ? AND commitment = ?",
            arguments: [erasure.eventID, erasure.pointer, commitment])
        // A fingerprint tells of all values of its event, so those of the other fields go as well.
        try database.execute(
            sql: "UPDATE opening SET fingerprint = NULL WHERE event = ?",
            arguments: [erasure.eventID])
        try database.execute(
            sql: """
                INSERT INTO erasure (member, event, pointer, commitment, reason, erasedAt)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                erasure.member.text, erasure.eventID, erasure.pointer, commitment, reason, now,
            ])
        return erasure
    }

    /// The log keeps pages as they were until it is written back and cut off.
    private func emptyLog() throws {
        do {
            _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            throw OpeningsError.logInUse
        }
    }

    // MARK: Backup

    /// Copies everything to a new file, while the node may go on.
    ///
    /// - Parameter path: must not exist.
    package func backup(to path: String) throws {
        try Self.makePrivate(path)
        let target = try DatabaseQueue(path: path)
        try pool.backup(to: target)
        try target.close()
    }
}
