import GRDB
package import LedgerCore

/// What a node must not forget of the height it is at, beside the messages it has signed.
package struct AgreementRecord: Equatable, Sendable {
    package let height: Height
    /// The round machine's own encoding.
    package let state: Bytes

    package init(height: Height, state: Bytes) {
        self.height = height
        self.state = state
    }
}

extension LedgerStore {
    /// Writes what the round machine must remember, with the messages this node is about to send.
    ///
    /// On disk when it returns, together or not at all: call it before anything is sent. A crash
    /// inside leaves the record before, and nothing of this one was seen by anybody.
    ///
    /// - Throws: `.voteConflict` when another message of this height, round and kind was written
    ///   before. The same message again, signed again or not, is no conflict.
    package func record(
        _ record: AgreementRecord, signing messages: [SignedMessage]
    ) throws(StorageError) {
        try write { database throws(StorageError) in
            for message in messages { try VoteRows.insert(message, in: database) }
            try PreparedStatement(
                database, "INSERT OR REPLACE INTO agreement (one, height, state) VALUES (1, ?, ?)"
            ).run(.height(record.height), .blob(record.state))
        }
    }
}

extension LedgerReader {
    /// What was written last, if it is of the height that is not decided yet.
    package func agreementRecord() throws(StorageError) -> AgreementRecord? {
        try PreparedStatement(database, "SELECT height, state FROM agreement")
            .first { row throws(StorageError) in
                AgreementRecord(height: try row.height(0), state: row.blob(1))
            }
    }

    /// What this node signed at a height, by round and kind. Kept for the height at hand and the
    /// one before.
    package func signedMessages(at height: Height) throws(StorageError) -> [SignedMessage] {
        try PreparedStatement(
            database, "SELECT message FROM votes WHERE height = ? ORDER BY round, kind"
        ).all(.height(height)) { row throws(StorageError) in
            try row.decoded(0, as: SignedMessage.self)
        }
    }
}
