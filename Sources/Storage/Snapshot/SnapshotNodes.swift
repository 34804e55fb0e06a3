import Glibc
import LedgerCore

/// The rows of a state tree on their way from the order in which they are finished, from the bottom to
/// the top, to that of their table, which has the short paths first.
///
/// Rows of one length of path are finished in the order of the table. Each length has a file that nobody
/// else sees, and that is gone with the process; so the table is written from its beginning to its end,
/// every page once and full, and a tree of any size takes a few megabytes of memory.
struct SnapshotNodes: ~Copyable {
    private static let bufferBytes = 1 << 18

    /// The nodes with paths of one length: two bytes with the length of the row, path, row.
    private struct Level {
        let file: Int32
        let pathBytes: Int
        /// What is not in the file yet.
        var buffer = Bytes()
        /// Of the file.
        var byteCount = 0
    }

    private let path: String
    private let version: Height
    /// By the number of nibbles in the path.
    private var levels: [Level] = []

    /// - Parameters:
    ///   - path: for the names that the files have for a moment.
    ///   - version: of all rows.
    init(path: String, version: Height) {
        self.path = path
        self.version = version
    }

    deinit {
        for level in levels { close(level.file) }
    }

    mutating func add(_ node: StateTreePath, row: Bytes) throws(StorageError) {
        while levels.count <= node.count {
            let file = try openUnnamed("\(path).nodes-\(levels.count)")
            levels.append(
                Level(file: file, pathBytes: StateTreePath.byteCount(nibbles: levels.count)))
        }
        levels[node.count].buffer += [UInt8(row.count >> 8), UInt8(row.count & 0xFF)]
        levels[node.count].buffer += node.bytes
        levels[node.count].buffer += row
        if levels[node.count].buffer.count >= SnapshotNodes.bufferBytes {
            try flush(node.count)
        }
    }

    /// All rows in the order of their table, some at a time.
    mutating func forEach(_ body: (BulkRows) throws -> Void) throws {
        for level in levels.indices {
            try flush(level)
            var offset = 0
            while offset < levels[level].byteCount {
                let count = min(SnapshotNodes.bufferBytes, levels[level].byteCount - offset)
                let bytes = try readBytes(count, at: offset, of: levels[level].file, path)
                let rows = rows(in: bytes, pathBytes: levels[level].pathBytes)
                guard let end = rows.rows.last?.second.upperBound else {
                    preconditionFailure("a buffer holds many of the largest rows")
                }
                try body(rows)
                offset += end
            }
        }
    }

    /// The rows that are whole in the bytes; the next ones begin behind the last of them.
    private func rows(in bytes: Bytes, pathBytes: Int) -> BulkRows {
        let version = SQLValue.signed(version)
        var rows: [BulkRows.Row] = []
        var offset = 0
        while offset + 2 <= bytes.count {
            let path = offset + 2..<offset + 2 + pathBytes
            let rowBytes = Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
            let row = path.upperBound..<path.upperBound + rowBytes
            guard row.upperBound <= bytes.count else { break }
            rows.append(BulkRows.Row(integer: version, first: path, second: row))
            offset = row.upperBound
        }
        return BulkRows(bytes: bytes, rows: rows)
    }

    private mutating func flush(_ level: Int) throws(StorageError) {
        try writeBytes(levels[level].buffer[...], to: levels[level].file, path)
        levels[level].byteCount += levels[level].buffer.count
        levels[level].buffer.removeAll(keepingCapacity: true)
    }
}
