import Foundation
import GRDB
import LedgerCore

/// What was sent under an `Idempotency-Key`, kept so that a repetition is the same transaction.
///
/// The row is written before the transaction is submitted. A crash between the two leaves a row whose
/// envelope nobody has seen; the repetition submits that envelope, so it still counts once.
struct IdempotencyRows: Sendable {
    let store: CredentialStore
    /// Rows older than this are forgotten: no transaction lives longer.
    static let keptMilliseconds: Int64 = 24 * 60 * 60 * 1000

    /// The envelope that stands for the key: the one given, or the one of the first time.
    ///
    /// - Throws: `request.idempotency_key` when the key came with other content.
    func envelope(
        for key: String, of principal: Principal, content: Digest,
        making make: @escaping @Sendable () throws -> TransactionEnvelope
    ) async throws -> TransactionEnvelope {
        let now = UTCText.milliseconds()
        return try await store.pool.write { database in
            try database.execute(
                sql: "DELETE FROM idempotency WHERE createdAt < ?",
                arguments: [now - Self.keptMilliseconds])
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT content, envelope FROM idempotency
                    JOIN user ON user.id = idempotency.user
                    WHERE user.member = ? AND user.name = ? AND key = ?
                    """,
                arguments: [principal.member.text, principal.name, key])
            if let row {
                let known: Data = row["content"]
                guard Array(known) == content.bytes else {
                    throw Problem(
                        "request.idempotency_key",
                        "The key \(key) was used for another document within the last day.")
                }
                let envelope: Data = row["envelope"]
                return try TransactionEnvelope(bytes: Array(envelope))
            }
            let envelope = try make()
            try database.execute(
                sql: """
                    INSERT INTO idempotency (user, key, content, envelope, createdAt)
                    SELECT id, ?, ?, ?, ? FROM user WHERE member = ? AND name = ?
                    """,
                arguments: [
                    key, Data(content.bytes), Data(envelope.bytes), now, principal.member.text,
                    principal.name,
                ])
            return envelope
        }
    }
}
