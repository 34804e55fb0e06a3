import GRDB
package import LedgerCore

/// What a validator must never forget: its state at the height in work, what it has signed there, and
/// the blocks it may have to show again.
///
/// Recovery is reading the last record and sending its messages again; nothing is replayed.
///
/// Spec: Docs/Spec/Storage.md §4; Docs/Spec/Consensus.md §3.
package struct ConsensusLog: DurableLog, Sendable {
    let store: LedgerStore

    /// Writes state, messages and blocks in one transaction; on disk when it returns.
    ///
    /// A crash inside leaves the record before, and nobody has seen anything of this one.
    ///
    /// - Throws: `.voteConflict` when another message of a height, round and kind was written before.
    ///   The same message again, signed again or not, is no conflict.
    package func write(_ record: ConsensusRecord) throws(StorageError) {
        try store.transact { database throws(StorageError) in
            try ConsensusLog.insert(record, in: database)
        }
    }

    static func insert(
        _ record: ConsensusRecord, in database: Database
    ) throws(StorageError) {
        for message in record.messages { try VoteRows.insert(message, in: database) }
        for block in record.blocks { try ProposedBlockRows.insert(block, in: database) }
        try PreparedStatement(
            database, "INSERT OR REPLACE INTO agreement (one, height, state) VALUES (1, ?, ?)"
        ).run(.height(record.state.height), .blob(record.state.encoded()))
    }
}

extension LedgerStore {
    /// The log to which a vote is written before it is sent.
    package var consensusLog: ConsensusLog { ConsensusLog(store: self) }
}

extension LedgerReader {
    /// The last state that was written, with all messages and blocks of its height; nil when that
    /// height is decided.
    package func consensusRecord() throws(StorageError) -> ConsensusRecord? {
        let state = try PreparedStatement(database, "SELECT state FROM agreement")
            .first { row throws(StorageError) in try row.decoded(0, as: ConsensusState.self) }
        guard let state else { return nil }
        return ConsensusRecord(
            state: state, messages: try signedMessages(at: state.height),
            blocks: try ProposedBlockRows.blocks(at: state.height, in: database))
    }

    /// What this node signed from a height on.
    func signedMessages(from height: Height) throws(StorageError) -> [SignedMessage] {
        try PreparedStatement(
            database,
            "SELECT message FROM votes WHERE height >= ? ORDER BY height, round, kind"
        ).all(.height(height)) { row throws(StorageError) in
            try row.decoded(0, as: SignedMessage.self)
        }
    }

    /// What this node signed at a height, by round and kind. Kept for the height in work and the one
    /// before.
    package func signedMessages(at height: Height) throws(StorageError) -> [SignedMessage] {
        try PreparedStatement(
            database, "SELECT message FROM votes WHERE height = ? ORDER BY round, kind"
        ).all(.height(height)) { row throws(StorageError) in
            try row.decoded(0, as: SignedMessage.self)
        }
    }
}
