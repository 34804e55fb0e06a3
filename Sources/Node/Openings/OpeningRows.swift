import EPCIS
import GRDB
import LedgerCore
import Storage

/// The openings as rows, for a document of thousands of them: its statements are compiled once.
///
/// Valid only inside the access to the database that made it.
struct OpeningRows {
    private let find: PreparedStatement
    private let put: PreparedStatement

    init(_ database: Database) throws(StorageError) {
        find = try PreparedStatement(
            database,
            """
            SELECT salt FROM opening
            WHERE substr(fingerprint, 1, 8) = substr(?1, 1, 8) AND fingerprint = ?1
                AND member = ?2 AND pointer = ?3 AND value = ?4
            """)
        put = try PreparedStatement(
            database,
            """
            INSERT OR IGNORE INTO opening
                (member, event, pointer, commitment, salt, value, readers, fingerprint, createdAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
    }

    /// The salt that a field had when its event came before; nil where it did not, or was forgotten.
    ///
    /// - Parameter fingerprint: of the event as it came.
    func salt(
        of field: SealingPlan.Field, _ fingerprint: Digest, _ member: MemberID
    ) throws -> FieldSalt? {
        let bytes = try find.first(
            .digest(fingerprint), .text(member.text), .text(field.pointer),
            .text(OpeningRows.text(field.value))
        ) { $0.blob(0) }
        guard let bytes else { return nil }
        guard let salt = FieldSalt(bytes: bytes) else {
            throw OpeningsError.damaged(reason: "a salt")
        }
        return salt
    }

    /// - Parameter fingerprint: of the event as it came; nil for one that came sealed.
    func insert(_ record: OpeningRecord, fingerprint: Digest?) throws(StorageError) {
        try put.run(
            .text(record.member.text), .text(record.eventID), .text(record.opening.pointer),
            .digest(record.opening.commitment), .blob(record.opening.salt.bytes),
            .text(OpeningRows.text(record.opening.value)),
            .text(OpeningRows.text(.strings(record.readers))),
            fingerprint.map { .digest($0) } ?? .null, .integer(record.createdAt))
    }

    private static func text(_ value: JSONValue) -> String {
        String(decoding: JSONWriter.write(value), as: UTF8.self)
    }
}
