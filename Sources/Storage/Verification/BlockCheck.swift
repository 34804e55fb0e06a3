import LedgerCore

/// Everything about one block on disk that can be judged without executing it.
struct BlockCheck: Sendable {
    private(set) var fault: LedgerFault?
    private(set) var transactionCount = 0
    private(set) var purgedContents = 0
    /// Nil when a content was purged: the block cannot be executed again.
    private(set) var block: CommittedBlock?

    /// - Throws: what keeps the rows from being read at all.
    init(height: Height, chain: ChainID, reader: LedgerReader) throws(StorageError) {
        guard let header = try reader.header(at: height) else {
            fault = .missing
            return
        }
        fault = try BlockCheck.fault(of: header, at: height, chain: chain, reader: reader)
        if fault != nil { return }
        let rows = try reader.transactionRows(at: height)
        transactionCount = rows.count
        purgedContents = rows.count { !$0.hasContent }
        fault = BlockCheck.fault(of: rows, in: header)
        if fault == nil { fault = try BlockCheck.logFault(rows, header, reader) }
        if fault == nil, purgedContents == 0 { block = try reader.block(at: height) }
    }

    private static func fault(
        of header: BlockHeader, at height: Height, chain: ChainID, reader: LedgerReader
    ) throws(StorageError) -> LedgerFault? {
        guard header.chain == chain else { return .otherChain(header.chain) }
        guard header.height == height else { return .otherHeight(header.height) }
        guard try reader.height(of: header.id) == height else { return .otherID }
        guard let certificate = try reader.certificate(at: height),
            certificate.blockID == header.id
        else { return .certificate(.voteOutOfPlace) }
        guard let before = height.previous, before > .genesis else {
            return header.previous == .none
                ? nil : .otherPredecessor(named: header.previous, found: .none)
        }
        guard let predecessor = try reader.header(at: before) else {
            // The lowest block that is here: the one before it was never here, or not yet.
            return try reader.base() == height ? nil : .missing
        }
        guard predecessor.id == header.previous else {
            return .otherPredecessor(named: header.previous, found: predecessor.id)
        }
        guard predecessor.time < header.time else { return .timeNotLater }
        return predecessor.nextValidatorSetHash == header.validatorSetHash ? nil : .validatorSet
    }

    private static func fault(of rows: [TransactionRow], in header: BlockHeader) -> LedgerFault? {
        for (position, row) in rows.enumerated() where row.envelope.id != row.id {
            return .transactionID(position: position)
        }
        guard
            MerkleHash.root(ofEntries: rows.lazy.map(\.envelope.bytes)) == header.transactionsRoot
        else { return .transactionsRoot }
        guard MerkleHash.root(ofEntries: rows.lazy.map(\.outcome)) == header.outcomesRoot else {
            return .outcomesRoot
        }
        return nil
    }

    /// Appends the block to the log of its predecessor, and holds every hash against the tiles.
    private static func logFault(
        _ rows: [TransactionRow], _ header: BlockHeader, _ reader: LedgerReader
    ) throws(StorageError) -> LedgerFault? {
        let size = header.logSize
        guard size >= UInt64(rows.count),
            rows.first.map(\.leaf) ?? size == size - UInt64(rows.count)
        else { return .logSize(named: size, found: rows.first?.leaf ?? 0) }
        let tiles = LogTiles(reader.database)
        var log = try tiles.frontier(ofSize: size - UInt64(rows.count))
        var finished: [(node: MerkleNode, hash: Digest)] = []
        for row in rows {
            log.append(leaf: MerkleHash.leaf(row.envelope.bytes)) { finished.append(($0, $1)) }
        }
        guard log.root == header.logRoot else { return .logRoot }
        log.append(header: header) { finished.append(($0, $1)) }
        for (node, hash) in finished where node.level.isMultiple(of: LogTile.height) {
            guard try tiles.hash(of: node) == hash else {
                return .logTile(level: node.level, index: node.index)
            }
        }
        return nil
    }
}

/// A transaction as its row says it is.
struct TransactionRow: Sendable {
    let id: TransactionID
    let leaf: UInt64
    let envelope: TransactionEnvelope
    let outcome: Bytes
    let hasContent: Bool
}

extension LedgerReader {
    func transactionRows(at height: Height) throws(StorageError) -> [TransactionRow] {
        try PreparedStatement(
            database,
            """
            SELECT t.id, t.leaf, t.envelope, t.outcome, c.number
            FROM blocks b JOIN transactions t ON t.leaf >= b.first_leaf AND t.leaf < b.seal_leaf
            LEFT JOIN contents c ON c.number = t.content AND c.codec <> 255
            WHERE b.height = ? ORDER BY t.leaf
            """
        ).all(.height(height)) { row throws(StorageError) in
            TransactionRow(
                id: TransactionID(try row.digest(0)), leaf: try row.unsigned(1),
                envelope: try row.envelope(2), outcome: row.blob(3), hasContent: !row.isNull(4))
        }
    }
}
