import LedgerCore

/// A piece of the state: keys and values one behind the other, in the order of the keys.
///
/// `[tag, plain bytes, zlib]`; unfolded, keys `type, id, value` without anything around them.
///
/// Spec: Docs/Spec/Sync.md §5.
struct SnapshotChunk: Equatable, Sendable {
    /// Unfolded, a chunk is begun anew after so many bytes.
    static let plainBytesUsual = 4 << 20
    /// The largest value that a chunk may hold beyond that.
    static let plainBytesMax = 2 * plainBytesUsual
    /// Type, id and value of a key that is empty but for them.
    private static let keyBytesMin = 3

    /// Type, id and value of each key.
    let rows: BulkRows

    /// Reads a chunk that somebody sent, with as many keys as the manifest says.
    ///
    /// - Throws: where the bytes are no such chunk.
    init(decoding bytes: Bytes, keyCount: Int) throws(SnapshotFault) {
        do {
            var outer = CBORReader(bytes)
            try outer.array(.snapshotChunk, count: 2)
            let count = try outer.unsigned(Int.self)
            let compressed = try outer.bytes()
            try outer.finish()
            guard count <= SnapshotChunk.plainBytesMax else { throw SnapshotFault.chunkMalformed }
            let plain = try Zlib.decompress(compressed, count: count)
            var reader = CBORReader(plain)
            var rows: [BulkRows.Row] = []
            rows.reserveCapacity(min(keyCount, count / SnapshotChunk.keyBytesMin))
            for _ in 0..<keyCount {
                rows.append(
                    BulkRows.Row(
                        integer: Int64(try reader.unsigned(UInt8.self)),
                        first: try reader.byteRange(), second: try reader.byteRange()))
            }
            try reader.finish()
            self.rows = BulkRows(bytes: plain, rows: rows)
        } catch { throw .chunkMalformed }
    }
}

/// Collects keys into chunks, before they are folded.
struct SnapshotChunkWriter {
    /// A chunk that is full, or the last one.
    struct Plain: Sendable {
        let bytes: Bytes
        let keyCount: Int

        /// The chunk as it travels, and its record in the manifest.
        func folded() -> (bytes: Bytes, chunk: SnapshotManifest.Chunk) {
            var outer = CBORWriter()
            outer.array(.snapshotChunk, count: 2)
            outer.unsigned(UInt64(bytes.count))
            outer.bytes(Zlib.compress(bytes))
            return (
                outer.output,
                SnapshotManifest.Chunk(
                    digest: Digest(hashing: outer.output), byteCount: outer.output.count,
                    keyCount: keyCount)
            )
        }
    }

    private var writer = CBORWriter()
    private var keyCount = 0

    /// - Returns: a chunk that is full.
    mutating func add(
        type: UInt8, id: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
    ) -> Plain? {
        writer.unsigned(UInt64(type))
        writer.bytes(id)
        writer.bytes(value)
        keyCount += 1
        let isFull =
            writer.output.count >= SnapshotChunk.plainBytesUsual
            || keyCount == SnapshotManifest.chunkKeysMax
        return isFull ? finish() : nil
    }

    /// - Returns: what is left; nil when nothing is.
    mutating func finish() -> Plain? {
        guard keyCount > 0 else { return nil }
        let full = Plain(bytes: writer.output, keyCount: keyCount)
        (writer, keyCount) = (CBORWriter(capacity: SnapshotChunk.plainBytesMax), 0)
        return full
    }
}
