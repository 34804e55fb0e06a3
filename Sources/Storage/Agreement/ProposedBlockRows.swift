import GRDB
import LedgerCore

/// Blocks that were proposed at the height in work, as rows.
///
/// A block is its header and the ids of its transactions; the transactions themselves are rows of the
/// pool, so that a content is written once however often its block is proposed. Those that only a
/// proposal brought do not wait for another block, and go when the height is decided.
///
/// An id covers the content and not the signature. Where the block has another signature than the pool,
/// its row has the whole envelope in place of the id, so that the block comes back as it was.
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
            .blob(try names(of: transactions, in: database)))
    }

    /// Ids, and envelopes where the pool has other ones, as a CBOR array of byte strings.
    private static func names(
        of transactions: [SignedTransaction], in database: Database
    ) throws(StorageError) -> Bytes {
        let held = try PreparedStatement(database, "SELECT envelope FROM pool WHERE id = ?")
        var writer = CBORWriter()
        writer.array(count: transactions.count)
        for transaction in transactions {
            let id = transaction.id.digest
            let isPools = try held.first(.digest(id)) { $0.blob(0) } == transaction.envelope.bytes
            writer.bytes(isPools ? id.bytes : transaction.envelope.bytes)
        }
        return writer.output
    }

    /// In the order of their ids.
    static func blocks(at height: Height, in database: Database) throws(StorageError) -> [Block] {
        let rows = try PreparedStatement(
            database, "SELECT header, transactions FROM proposals WHERE height = ? ORDER BY id"
        ).all(.height(height)) { row throws(StorageError) in
            (header: try row.decoded(0, as: BlockHeader.self), names: try names(in: row.blob(1)))
        }
        var blocks: [Block] = []
        for row in rows {
            var transactions: [SignedTransaction] = []
            for name in row.names {
                transactions.append(try transaction(name, in: database))
            }
            blocks.append(
                Block(header: row.header, body: BlockBody(transactions: transactions)))
        }
        return blocks
    }

    private static func names(in bytes: Bytes) throws(StorageError) -> [Bytes] {
        do throws(CBORError) {
            var reader = CBORReader(bytes)
            var names: [Bytes] = []
            for _ in 0..<(try reader.arrayCount()) { names.append(try reader.bytes()) }
            try reader.finish()
            return names
        } catch {
            throw .corrupt("a proposed block does not name its transactions: \(error)")
        }
    }

    private static func transaction(
        _ name: Bytes, in database: Database
    ) throws(StorageError) -> SignedTransaction {
        if let id = Digest(bytes: name).map(TransactionID.init) {
            return try held(id, in: database)
        }
        let envelope: TransactionEnvelope
        do { envelope = try TransactionEnvelope(bytes: name) } catch {
            throw .corrupt("an envelope of a proposed block does not decode: \(error)")
        }
        let content = try held(envelope.id, in: database).content
        do { return try SignedTransaction(envelope: envelope, content: content) } catch {
            throw .corrupt("transaction \(envelope.id) of a proposed block has another content")
        }
    }

    private static func held(
        _ id: TransactionID, in database: Database
    ) throws(StorageError) -> SignedTransaction {
        guard let found = try PoolRows.transaction(id, in: database) else {
            throw .corrupt("transaction \(id) of a proposed block is missing")
        }
        return found
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
