import LedgerCore

/// A piece of the state: keys and values one behind the other, in the order of the keys.
///
/// `[tag, plain bytes, zlib]`; unfolded, keys `type, id, value` without anything around them.
///
/// Spec: Docs/Spec/Sync.md §5.
struct SnapshotChunk: Equatable, Sendable {
    struct Entry: Equatable, Sendable {
        let key: StateKey
        let value: Bytes

        /// By type, then by id: the order of the table, and of the chunks.
        static func ascends(_ left: StateKey, _ right: StateKey) -> Bool {
            left.type.rawValue != right.type.rawValue
                ? left.type.rawValue < right.type.rawValue
                : left.id.lexicographicallyPrecedes(right.id)
        }
    }

    /// Unfolded, a chunk is begun anew after so many bytes.
    static let plainBytesUsual = 4 << 20
    /// The largest value that a chunk may hold beyond that.
    static let plainBytesMax = 2 * plainBytesUsual

    let entries: [Entry]

    init(entries: [Entry]) {
        self.entries = entries
    }

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
            var reader = CBORReader(try Zlib.decompress(compressed, count: count))
            var entries: [Entry] = []
            for _ in 0..<keyCount {
                let type = StateType(try reader.unsigned(UInt8.self))
                entries.append(
                    Entry(key: StateKey(type, try reader.bytes()), value: try reader.bytes()))
            }
            try reader.finish()
            self.entries = entries
        } catch { throw .chunkMalformed }
    }
}

/// Collects keys into chunks.
struct SnapshotChunkWriter {
    private var writer = CBORWriter()
    private var keyCount = 0

    /// - Returns: a chunk that is full, as bytes.
    mutating func add(
        type: UInt8, id: Bytes, value: Bytes
    ) -> (bytes: Bytes, chunk: SnapshotManifest.Chunk)? {
        writer.unsigned(UInt64(type))
        writer.bytes(id)
        writer.bytes(value)
        keyCount += 1
        let isFull =
            writer.output.count >= SnapshotChunk.plainBytesUsual
            || keyCount == SnapshotManifest.chunkKeysMax
        return isFull ? finish() : nil
    }

    /// - Returns: what is left, as bytes; nil when nothing is.
    mutating func finish() -> (bytes: Bytes, chunk: SnapshotManifest.Chunk)? {
        guard keyCount > 0 else { return nil }
        var outer = CBORWriter()
        outer.array(.snapshotChunk, count: 2)
        outer.unsigned(UInt64(writer.output.count))
        outer.bytes(Zlib.compress(writer.output))
        defer { (writer, keyCount) = (CBORWriter(), 0) }
        return (
            outer.output,
            SnapshotManifest.Chunk(
                digest: Digest(hashing: outer.output), byteCount: outer.output.count,
                keyCount: keyCount)
        )
    }
}
