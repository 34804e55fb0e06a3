import GRDB
import LedgerCore

/// Blocks that were proposed at the height in work, as rows.
///
/// A block is its header and the ids of its transactions; the transactions themselves are rows of the
/// pool, so that a content is written once however often its block is proposed. Those that only a
/// proposal brought do not wait for another block, and go when the height is decided.
enum ProposedBlockRows {
    static func insert(_ block: Block, in database: Database) throws(StorageError) {
        let isKnown = try PreparedStatement(
            database, "SELECT 1 FROM proposals WHERE height = ? AND id = ?"
        ).first(.height(block.height), .digest(block.id.digest)) { _ in true }
        if isKnown == true { return }
        let transactions = block.body.transactions
        try PoolRows.insert(transactions, waiting: false, in: database)
        try PreparedStatement(
            database, "INSERT INTO proposals (height, id, header, transactions) VALUES (?, ?, ?, ?)"
        ).run(
            .height(block.height), .digest(block.id.digest), .blob(block.header.encoded()),
            .blob(transactions.flatMap(\.id.digest.bytes)))
    }

    /// In the order of their ids.
    static func blocks(at height: Height, in database: Database) throws(StorageError) -> [Block] {
        let rows = try PreparedStatement(
            database, "SELECT header, transactions FROM proposals WHERE height = ? ORDER BY id"
        ).all(.height(height)) { row throws(StorageError) in
            (header: try row.decoded(0, as: BlockHeader.self), ids: try row.digests(1))
        }
        var blocks: [Block] = []
        for row in rows {
            var transactions: [SignedTransaction] = []
            for id in row.ids {
                let id = TransactionID(id)
                guard let transaction = try PoolRows.transaction(id, in: database) else {
                    throw .corrupt("transaction \(id) of a proposed block is missing")
                }
                transactions.append(transaction)
            }
            blocks.append(
                Block(header: row.header, body: BlockBody(transactions: transactions)))
        }
        return blocks
    }

    /// Forgets the proposals up to a decided height, with the transactions that only they had.
    static func close(_ height: Height, in database: Database) throws(StorageError) {
        try PreparedStatement(database, "DELETE FROM proposals WHERE height <= ?")
            .run(.height(height))
        let isOpen = try PreparedStatement(database, "SELECT 1 FROM proposals LIMIT 1")
            .first { _ in true }
        if isOpen != true { try PoolRows.removeNotWaiting(in: database) }
    }
}
