package import LedgerCore

/// A range of blocks as bytes, ready to be sent.
package struct EncodedBlockRange: Equatable, Sendable {
    package let first: Height
    package let last: Height
    package let bytes: Bytes
}

extension LedgerReader {
    /// Blocks from a height on, as many as fit; nil where the block of that height is not here.
    ///
    /// The rows are copied as they are, without their being read. A content that was purged is null.
    ///
    /// - Parameters:
    ///   - blocksMax: at least one block comes, however large it is.
    ///   - plainBytesMax: after so many bytes no further block is begun.
    package func blockRange(
        from first: Height, blocksMax: Int = 1_024, plainBytesMax: Int = BlockRange.plainBytesUsual
    ) throws(StorageError) -> EncodedBlockRange? {
        var blocks: [Bytes] = []
        var byteCount = 0
        var height = first
        let archive = ArchiveFrames(self)
        while blocks.count < max(blocksMax, 1), byteCount < plainBytesMax,
            let block = try encodedBlock(at: height, archive)
        {
            if !blocks.isEmpty, byteCount + block.count > plainBytesMax { break }
            blocks.append(block)
            byteCount += block.count
            height = height.next
        }
        guard !blocks.isEmpty else { return nil }
        return try encode(blocks, from: first)
    }

    /// The blocks up to a height, as many as fit, for a node that fills in what lies before its
    /// snapshot; nil where the block of that height is not here.
    package func blockRange(
        through last: Height, blocksMax: Int = 1_024,
        plainBytesMax: Int = BlockRange.plainBytesUsual
    ) throws(StorageError) -> EncodedBlockRange? {
        var blocks: [Bytes] = []
        var byteCount = 0
        var height = last
        let archive = ArchiveFrames(self)
        while blocks.count < max(blocksMax, 1), byteCount < plainBytesMax,
            let block = try encodedBlock(at: height, archive)
        {
            if !blocks.isEmpty, byteCount + block.count > plainBytesMax { break }
            blocks.append(block)
            byteCount += block.count
            guard let previous = height.previous else { break }
            height = previous
        }
        guard !blocks.isEmpty else { return nil }
        let first = Height(last.rawValue - UInt64(blocks.count) + 1)
        return try encode(blocks.reversed(), from: first)
    }

    private func encode(
        _ blocks: [Bytes], from first: Height
    ) throws(StorageError) -> EncodedBlockRange {
        var plain = Bytes()
        plain.reserveCapacity(blocks.reduce(0) { $0 + $1.count })
        for block in blocks { plain += block }
        let frame = BlockRangeFrame(
            chain: try chainID(), first: first, blockCount: blocks.count,
            plainByteCount: plain.count, compressed: Zlib.compress(plain))
        return EncodedBlockRange(
            first: first, last: Height(first.rawValue + UInt64(blocks.count) - 1),
            bytes: frame.encoded())
    }

    /// The block as a range has it; nil where it is not here whole.
    private func encodedBlock(
        at height: Height, _ archive: ArchiveFrames
    ) throws(StorageError) -> Bytes? {
        guard height >= (try base()) else { return nil }
        if let block = try archive.block(at: height) { return block.encoded() }
        let block = try PreparedStatement(
            database,
            """
            SELECT b.header, c.bytes, b.seal_leaf - b.first_leaf
            FROM blocks b LEFT JOIN certificates c ON c.height = b.height WHERE b.height = ?
            """
        ).first(.height(height)) { row throws(StorageError) in
            (
                header: row.blob(0), certificate: row.optionalBlob(1),
                transactionCount: row.integer(2)
            )
        }
        guard let block else { return nil }
        guard let certificate = block.certificate else {
            throw .corrupt("block \(height) has no certificate")
        }
        var writer = CBORWriter()
        writer.array(count: 4)
        writer.encodedItem(block.header)
        writer.encodedItem(certificate)
        writer.optional(try validatorChange(at: height)?.next)
        writer.array(count: Int(block.transactionCount))
        var found = 0
        try PreparedStatement(
            database,
            """
            SELECT t.envelope, c.bytes, t.outcome
            FROM blocks b JOIN transactions t ON t.leaf >= b.first_leaf AND t.leaf < b.seal_leaf
            LEFT JOIN contents c ON c.number = t.content AND c.codec = 0
            WHERE b.height = ? ORDER BY t.leaf
            """
        ).forEach([.height(height)]) { row throws(StorageError) in
            writer.array(count: 3)
            writer.bytes(row.blob(0))
            if let content = row.optionalBlob(1) { writer.bytes(content) } else { writer.null() }
            writer.encodedItem(row.blob(2))
            found += 1
        }
        guard found == Int(block.transactionCount) else {
            throw .corrupt("block \(height) lacks transactions")
        }
        return writer.output
    }
}
