import GRDB
import LedgerCore

/// A block as rows.
enum BlockRows {
    /// Writes block, transactions, contents, certificate and log.
    ///
    /// - Returns: the log after the block.
    static func insert(
        _ block: CommittedBlock, log: MerkleFrontier, in database: Database
    ) throws(StorageError) -> MerkleFrontier {
        let header = block.header
        let headerBytes = header.encoded()
        var appender = LogAppender(log)
        try insertTransactions(of: block, into: &appender, in: database)
        precondition(appender.frontier.size == header.logSize, "the header's log size")
        precondition(appender.frontier.root == header.logRoot, "the header's log root")
        try PreparedStatement(
            database,
            "INSERT INTO blocks (height, id, first_leaf, seal_leaf, header) VALUES (?, ?, ?, ?, ?)"
        ).run(
            .height(header.height), .digest(header.id.digest), .size(log.size),
            .size(header.logSize), .blob(headerBytes))
        try PreparedStatement(
            database, "INSERT INTO certificates (height, bytes) VALUES (?, ?)"
        ).run(.height(header.height), .blob(block.decided.certificate.encoded()))
        appender.append(entry: headerBytes)
        try appender.write(from: log.size, to: database)
        return appender.frontier
    }

    private static func insertTransactions(
        of block: CommittedBlock, into log: inout LogAppender, in database: Database
    ) throws(StorageError) {
        let waiting = try PreparedStatement(database, "SELECT content FROM pool WHERE id = ?")
        let leave = try PreparedStatement(database, "DELETE FROM pool WHERE id = ?")
        let insert = try PreparedStatement(
            database,
            """
            INSERT INTO transactions (leaf, id, height, content, envelope, outcome)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        for (transaction, outcome) in zip(block.decided.block.body.transactions, block.outcomes) {
            let id = SQLValue.digest(transaction.id.digest)
            let content: Int64
            if let number = try waiting.first(id, read: { $0.integer(0) }) {
                content = number
                try leave.run(id)
            } else {
                content = try ContentRows.insert(transaction.content, in: database)
            }
            try insert.run(
                .size(log.frontier.size), id, .height(block.height), .integer(content),
                .blob(transaction.envelope.bytes), .blob(outcome.encoded()))
            log.append(entry: transaction.envelope.bytes)
        }
    }
}
