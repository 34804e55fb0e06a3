package import LedgerCore

extension LedgerReader {
    /// The root of the log when it had `size` leaves; nil beyond its end.
    package func logRoot(ofSize size: UInt64) throws(StorageError) -> Digest? {
        guard size <= (try head().log.size) else { return nil }
        return try LogTiles(database).root(ofSize: size)
    }

    /// Proof that a leaf stands in the log of the first `size` leaves; nil where it cannot.
    ///
    /// - Throws: `.belowBase` for a leaf that lies before a snapshot and is not filled in yet.
    package func inclusionProof(
        leaf: UInt64, size: UInt64
    ) throws(StorageError) -> InclusionProof? {
        guard leaf < size, size <= (try head().log.size) else { return nil }
        return try InclusionProof(index: leaf, treeSize: size, from: LogTiles(database))
    }

    /// Proof that the log of `first` leaves is the beginning of that of `second`; nil where it is not,
    /// and for no leaves, of which there is nothing to prove.
    package func consistencyProof(
        first: UInt64, second: UInt64
    ) throws(StorageError) -> ConsistencyProof? {
        guard 0 < first, first <= second, second <= (try head().log.size) else { return nil }
        return try ConsistencyProof(
            firstSize: first, secondSize: second, from: LogTiles(database))
    }

    /// The first `width` hashes of a tile, 32 bytes each; nil unless it has that many.
    ///
    /// A narrower tile is always the beginning of the wider one, so any width ever published can be
    /// served.
    ///
    /// Spec: C2SP tlog-tiles, "Merkle tree".
    package func tile(level: Int, number: UInt64, width: Int) throws(StorageError) -> Bytes? {
        let name = LogTile.Name(level: level, number: number)
        guard (1...Int(LogTile.width)).contains(width),
            let bytes = try LogTiles.bytes(of: name, in: database),
            bytes.count >= width * Digest.byteCount
        else { return nil }
        return Array(bytes.prefix(width * Digest.byteCount))
    }

    /// Entries of the log in order: envelopes, and the header at the end of each block.
    ///
    /// Fewer than asked for at the end of the log.
    ///
    /// - Throws: `.belowBase` for entries that are not here yet.
    package func logEntries(from first: UInt64, count: Int) throws(StorageError) -> [Bytes] {
        guard try first >= firstLeaf() else { throw .belowBase(try base()) }
        return try entries(from: first, count: count)
    }

    func entries(from first: UInt64, count: Int) throws(StorageError) -> [Bytes] {
        let end = first.addingReportingOverflow(UInt64(clamping: count))
        return try PreparedStatement(
            database,
            """
            SELECT leaf AS place, envelope FROM transactions WHERE leaf >= ?1 AND leaf < ?2
            UNION ALL
            SELECT seal_leaf AS place, header FROM blocks WHERE seal_leaf >= ?1 AND seal_leaf < ?2
            ORDER BY place
            """
        ).all(.size(first), .size(end.overflow ? .max : end.partialValue)) {
            row throws(StorageError) in row.blob(1)
        }
    }
}
