package import LedgerCore

/// The right edge of the log as tiles: of each level the tile that is not full.
///
/// A log goes on from it as if all before were there, and every proof of a later leaf can be made; a
/// frontier alone lacks the hashes inside the tiles.
///
/// Spec: Docs/Spec/Sync.md §5.
package struct LogEdge: Hashable, Sendable {
    package let size: UInt64
    /// By level: as many hashes as the size asks for, fewer than 256.
    let tiles: [[Digest]]

    /// Nil unless each level has just the hashes that the size asks for.
    init?(size: UInt64, tiles: [[Digest]]) {
        guard tiles.count == LogEdge.levels(size),
            tiles.enumerated().allSatisfy({ $1.count == LogEdge.width(size, level: $0) })
        else { return nil }
        self.size = size
        self.tiles = tiles
    }

    /// Levels that have a hash at all.
    private static func levels(_ size: UInt64) -> Int {
        (UInt64.bitWidth - size.leadingZeroBitCount + LogTile.height - 1) / LogTile.height
    }

    private static func width(_ size: UInt64, level: Int) -> Int {
        Int((size >> UInt64(LogTile.height * level)) % LogTile.width)
    }

    /// The tile's name, for a level that has one that is not full.
    func name(level: Int) -> LogTile.Name {
        LogTile.Name(level: level, number: (size >> UInt64(LogTile.height * level)) / LogTile.width)
    }

    /// The log that has this edge.
    var frontier: MerkleFrontier {
        var subtrees: [Digest] = []
        for row in tiles.reversed() {
            var rest = row[...]
            while !rest.isEmpty {
                // The largest power of two that is left is the next subtree.
                let count = 1 << (Int.bitWidth - 1 - rest.count.leadingZeroBitCount)
                subtrees.append(MerkleHash.root(ofNodes: Array(rest.prefix(count))))
                rest = rest.dropFirst(count)
            }
        }
        guard let frontier = MerkleFrontier(size: size, subtrees: subtrees) else {
            preconditionFailure("an edge has a subtree a one bit of its size")
        }
        return frontier
    }
}

extension LogEdge: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.unsigned(size)
        writer.array(count: tiles.count)
        for row in tiles { writer.bytes(row.flatMap(\.bytes)) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        try reader.array(count: 2)
        let size = try reader.unsigned()
        let count = try reader.arrayCount()
        var tiles: [[Digest]] = []
        for level in 0..<count {
            let bytes = try reader.bytes(max: Int(LogTile.width) * Digest.byteCount)
            let hashes = stride(from: 0, to: bytes.count, by: Digest.byteCount).compactMap {
                Digest(bytes: bytes[$0..<min($0 + Digest.byteCount, bytes.count)])
            }
            try reader.require(
                level < UInt64.bitWidth / LogTile.height
                    && hashes.count * Digest.byteCount == bytes.count, "whole hashes", at: start)
            tiles.append(hashes)
        }
        guard let edge = LogEdge(size: size, tiles: tiles) else {
            throw CBORError(.invalid("the hashes that the size asks for"), at: start)
        }
        self = edge
    }
}

extension LedgerReader {
    /// The edge of the log when it had `size` leaves.
    func logEdge(ofSize size: UInt64) throws(StorageError) -> LogEdge {
        var tiles: [[Digest]] = []
        var level = 0
        while level * LogTile.height < UInt64.bitWidth,
            size >> UInt64(LogTile.height * level) > 0
        {
            let hashes = size >> UInt64(LogTile.height * level)
            let width = Int(hashes % LogTile.width)
            let name = LogTile.Name(level: level, number: hashes / LogTile.width)
            let bytes = width == 0 ? [] : try LogTiles.bytes(of: name, in: database) ?? []
            guard bytes.count >= width * Digest.byteCount else {
                throw .corrupt("log tile \(level)/\(name.number) has \(bytes.count) bytes")
            }
            tiles.append(
                (0..<width).compactMap {
                    Digest(bytes: bytes[$0 * Digest.byteCount..<($0 + 1) * Digest.byteCount])
                })
            level += 1
        }
        guard let edge = LogEdge(size: size, tiles: tiles) else {
            throw .corrupt("the log's edge at \(size) leaves")
        }
        return edge
    }
}
