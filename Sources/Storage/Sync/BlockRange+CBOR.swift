package import LedgerCore

/// `[tag, chain, first height, blocks, plain bytes, zlib]`; unfolded, that many blocks
/// `[header, certificate, next validators / null, [[envelope, content / null, outcome], …]]`.
///
/// Spec: Docs/Spec/Sync.md §2.
extension BlockRange {
    /// Reads a range that somebody sent.
    ///
    /// Allocates in proportion to the limits, whatever the bytes claim.
    ///
    /// - Throws: what is wrong with the bytes.
    package init(decoding bytes: Bytes, within limits: Limits) throws(BlockRangeFault) {
        guard bytes.count <= limits.compressedBytesMax else {
            throw .tooLarge(bytes: bytes.count, max: limits.compressedBytesMax)
        }
        let frame = try BlockRange.reading { () throws(CBORError) in
            try BlockRangeFrame(decoding: bytes)
        }
        guard frame.plainByteCount <= limits.plainBytesMax else {
            throw .tooLarge(bytes: frame.plainByteCount, max: limits.plainBytesMax)
        }
        guard (1...limits.blocksMax).contains(frame.blockCount) else {
            throw .blockCount(frame.blockCount, max: limits.blocksMax)
        }
        let plain: Bytes
        do throws(Zlib.Fault) {
            plain = try Zlib.decompress(frame.compressed, count: frame.plainByteCount)
        } catch { throw .notCompressed }
        var reader = CBORReader(plain)
        var blocks: [RangedBlock] = []
        var height = frame.first
        for _ in 0..<frame.blockCount {
            let block = try BlockRange.reading { () throws(CBORError) in
                try RangedBlock(from: &reader)
            }
            guard block.height == height, block.header.chain == frame.chain else {
                throw .outOfOrder(block.height)
            }
            try block.requireRoots()
            blocks.append(block)
            height = height.next
        }
        try BlockRange.reading { () throws(CBORError) in try reader.finish() }
        self.init(chain: frame.chain, blocks: blocks)
    }

    private static func reading<Value>(
        _ body: () throws(CBORError) -> Value
    ) throws(BlockRangeFault) -> Value {
        do throws(CBORError) { return try body() } catch { throw .malformed(error) }
    }
}

/// Why bytes are no range of blocks.
package enum BlockRangeFault: Error, Equatable, Sendable {
    case tooLarge(bytes: Int, max: Int)
    case blockCount(Int, max: Int)
    case malformed(CBORError)
    /// The compressed part is damaged, or does not unfold to as many bytes as it says.
    case notCompressed
    /// Another height or chain than the place in the range demands.
    case outOfOrder(Height)
    case transactionsRoot(Height)
    case outcomesRoot(Height)
}

/// The outside of a range.
struct BlockRangeFrame: Equatable, Sendable {
    let chain: ChainID
    let first: Height
    let blockCount: Int
    let plainByteCount: Int
    let compressed: Bytes
}

extension BlockRangeFrame: CBORCodable {
    func encode(into writer: inout CBORWriter) {
        writer.array(.blockRange, count: 5)
        writer.value(chain)
        writer.value(first)
        writer.unsigned(UInt64(blockCount))
        writer.unsigned(UInt64(plainByteCount))
        writer.bytes(compressed)
    }

    init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(.blockRange, count: 5)
        chain = try ChainID(from: &reader)
        let start = reader.offset
        first = try Height(from: &reader)
        try reader.require(
            first > .genesis && first.rawValue < .max >> 1, "the height of a block", at: start)
        blockCount = try reader.unsigned(Int.self)
        plainByteCount = try reader.unsigned(Int.self)
        compressed = try reader.bytes()
    }
}

extension RangedBlock: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 4)
        writer.value(header)
        writer.value(certificate)
        writer.optional(nextValidators)
        writer.array(transactions)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 4)
        header = try BlockHeader(from: &reader)
        certificate = try CommitCertificate(from: &reader)
        nextValidators = try reader.optional(ValidatorSet.self)
        transactions = try reader.array(of: RangedTransaction.self)
    }

    /// The header's roots over what came with it.
    func requireRoots() throws(BlockRangeFault) {
        guard
            MerkleHash.root(ofEntries: transactions.lazy.map(\.envelope.bytes))
                == header.transactionsRoot
        else { throw .transactionsRoot(height) }
        guard MerkleHash.root(ofEntries: transactions.lazy.map(\.outcome)) == header.outcomesRoot
        else { throw .outcomesRoot(height) }
    }
}

extension RangedTransaction: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.bytes(envelope.bytes)
        if let content { writer.bytes(content) } else { writer.null() }
        writer.encodedItem(outcome)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        envelope = try TransactionEnvelope(
            bytes: try reader.bytes(max: TransactionEnvelope.byteCountMax))
        if reader.skipNull() {
            signed = nil
        } else {
            let start = reader.offset
            let content = try reader.bytes()
            do throws(TransactionRefusal) {
                signed = try SignedTransaction(envelope: envelope, content: content)
            } catch {
                throw CBORError(.invalid("content with the digest that was signed"), at: start)
            }
        }
        // Skipped, not read: as values, small bytes of a peer could take a hundred times their room.
        outcome = Array(try reader.item())
    }
}
