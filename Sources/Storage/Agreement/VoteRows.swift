import GRDB
import LedgerCore

/// The messages this node has signed, as rows.
enum VoteRows {
    /// - Throws: `.voteConflict` when another message stands at its place.
    static func insert(_ message: SignedMessage, in database: Database) throws(StorageError) {
        let place: [SQLValue] = [
            .height(message.height), .integer(Int64(message.round.rawValue)),
            .integer(message.message.kindNumber),
        ]
        let before = try PreparedStatement(
            database, "SELECT message FROM votes WHERE height = ? AND round = ? AND kind = ?"
        ).all(place) { row throws(StorageError) in try row.decoded(0, as: SignedMessage.self) }
        if let before = before.first {
            // Compared without the signature: an ECDSA key never signs alike twice.
            guard before.message == message.message, before.signer == message.signer else {
                throw .voteConflict(height: message.height, round: message.round)
            }
            return
        }
        try PreparedStatement(
            database, "INSERT INTO votes (height, round, kind, message) VALUES (?, ?, ?, ?)"
        ).run(place + [.blob(message.encoded())])
    }

    /// Forgets the state of a decided height, and the votes before it.
    static func close(_ height: Height, in database: Database) throws(StorageError) {
        try PreparedStatement(database, "DELETE FROM agreement WHERE height <= ?")
            .run(.height(height))
        try PreparedStatement(database, "DELETE FROM votes WHERE height < ?").run(.height(height))
    }
}

extension AgreementMessage {
    /// What the row says the message is. Numbers are on disk: add, never change.
    fileprivate var kindNumber: Int64 {
        switch self {
        case .proposal: 1
        case .prevote: 2
        case .precommit: 3
        }
    }
}
