import Glibc
import GRDB
import LedgerCore

/// Contents that lie in files beside the ledger, found by height.
///
/// Each frame of a file is a range of blocks whose digest the ledger keeps, so what is read is what was
/// moved there, or an error. Keeps the frame it has read last: blocks are asked for in order.
///
/// Spec: Docs/Spec/Sync.md §7.
final class ArchiveFrames {
    private let database: Database
    private let directory: String?
    private var last: (row: ArchiveRow, range: BlockRange)?

    init(_ reader: LedgerReader) {
        database = reader.database
        directory = reader.archiveDirectory
    }

    /// The block as it was before its contents were moved; nil where they were not.
    func block(at height: Height) throws(StorageError) -> RangedBlock? {
        guard let row = try ArchiveRow.holding(height, in: database) else { return nil }
        let range = try range(of: row)
        return range.blocks.first { $0.height == height }
    }

    /// A frame, held against its digest.
    ///
    /// - Throws: `.archive` when the file is not there, or is another.
    func range(of row: ArchiveRow) throws(StorageError) -> BlockRange {
        if let last, last.row == row { return last.range }
        guard let directory else { throw .archive("\(row.file) is out of reach here") }
        let path = directory + "/" + row.file
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .archive("\(path) is not there; bring it back from where it was moved to")
        }
        defer { close(descriptor) }
        let bytes: Bytes
        do throws(StorageError) {
            bytes = try readBytes(row.byteCount, at: row.byteOffset, of: descriptor, path)
        } catch { throw .archive("\(error)") }
        guard Digest(hashing: bytes) == row.digest else {
            throw .archive(
                "\(path) is damaged between bytes \(row.byteOffset) and +\(row.byteCount)")
        }
        let range: BlockRange
        do throws(BlockRangeFault) {
            range = try BlockRange(decoding: bytes, within: ArchiveFrames.limits)
        } catch { throw .archive("\(path): \(error)") }
        last = (row, range)
        return range
    }

    /// Our own frames, whose digest was right: no limit that a chain can reach.
    private static let limits = BlockRange.Limits(
        compressedBytesMax: 1 << 30, plainBytesMax: 1 << 30)
}

/// Where a range of blocks lies outside.
struct ArchiveRow: Equatable, Sendable {
    let first: Height
    let last: Height
    let file: String
    let byteOffset: Int
    let byteCount: Int
    let digest: Digest

    private static let columns = "first, last, file, byte_offset, byte_count, digest"

    static func holding(
        _ height: Height, in database: Database
    ) throws(StorageError) -> ArchiveRow? {
        try PreparedStatement(
            database,
            """
            SELECT \(columns) FROM archives WHERE first <= ?1 AND last >= ?1
            ORDER BY first DESC LIMIT 1
            """
        ).first(.height(height), read: ArchiveRow.read)
    }

    /// Those that hold a height of these.
    static func all(
        _ heights: ClosedRange<Height>, in database: Database
    ) throws(StorageError) -> [ArchiveRow] {
        try PreparedStatement(
            database,
            "SELECT \(columns) FROM archives WHERE first <= ? AND last >= ? ORDER BY first"
        ).all(
            .height(heights.upperBound), .height(heights.lowerBound), read: ArchiveRow.read)
    }

    func insert(in database: Database) throws(StorageError) {
        try PreparedStatement(
            database, "INSERT INTO archives (\(ArchiveRow.columns)) VALUES (?, ?, ?, ?, ?, ?)"
        ).run(
            .height(first), .height(last), .text(file), .integer(byteOffset),
            .integer(byteCount), .digest(digest))
    }

    func delete(in database: Database) throws(StorageError) {
        try PreparedStatement(database, "DELETE FROM archives WHERE first = ?").run(.height(first))
    }

    private static func read(_ row: SQLRow) throws(StorageError) -> ArchiveRow {
        ArchiveRow(
            first: try row.height(0), last: try row.height(1), file: row.text(2),
            byteOffset: Int(row.integer(3)), byteCount: Int(row.integer(4)),
            digest: try row.digest(5))
    }
}
