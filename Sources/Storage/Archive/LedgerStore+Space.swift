import Glibc
import GRDB
package import LedgerCore

extension LedgerStore {
    /// Forgets the contents of blocks: retention is over. As `purgeContents(of:)` for each of them.
    ///
    /// - Throws: `.archive` when some of them lie in the archive, where they would stay.
    package func purgeContents(of heights: ClosedRange<Height>) throws(StorageError) {
        try transact { database throws(StorageError) in
            if let row = try ArchiveRow.all(heights, in: database).first {
                throw .archive(
                    "blocks \(row.first) to \(row.last) lie in \(row.file): restore them, purge, and "
                        + "remove the file")
            }
            try PreparedStatement(
                database,
                """
                UPDATE contents SET codec = ?, bytes = x'' WHERE codec <> ?1 AND number IN
                    (SELECT content FROM transactions WHERE height >= ? AND height <= ?)
                """
            ).run(
                .integer(ContentCodec.purged.rawValue), .height(heights.lowerBound),
                .height(heights.upperBound))
        }
    }

    /// Gives pages that are free back to the file system, some at a time.
    ///
    /// - Returns: bytes of the file that are still free.
    @discardableResult
    package func giveBackSpace(pagesMax: Int = 2_000) throws(StorageError) -> Int {
        try committedState.write { database throws(StorageError) in
            try PreparedStatement(
                once: database, "PRAGMA incremental_vacuum(\(max(pagesMax, 1)))"
            ).run()
            // Until then the pages are free in the write-ahead log alone.
            _ = try? database.checkpoint(.passive)
            return try LedgerReader(database).freeBytes()
        }
    }

    /// What the ledger takes on disk, by file; quick.
    package func diskUse() throws(StorageError) -> DiskUse {
        let free: Int
        do { free = try read { try $0.freeBytes() } } catch { throw StorageError(error) }
        return DiskUse(
            ledgerBytes: fileBytes(paths.ledger), freeBytes: free,
            logBytes: fileBytes(paths.ledger + "-wal"),
            indexBytes: fileBytes(paths.query) + fileBytes(paths.queryRemade),
            archiveBytes: directoryBytes(paths.archive))
    }
}

/// Bytes on disk.
package struct DiskUse: Equatable, Sendable {
    package let ledgerBytes: Int
    /// Of the ledger's file, and in use for nothing: `giveBackSpace` gives them back.
    package let freeBytes: Int
    /// The write-ahead log of the ledger.
    package let logBytes: Int
    package let indexBytes: Int
    package let archiveBytes: Int

    package var totalBytes: Int { ledgerBytes + logBytes + indexBytes + archiveBytes }
}

extension LedgerReader {
    /// Bytes by table, its indexes counted with it, the largest first.
    ///
    /// Looks at every page: seconds for a large ledger.
    package func tableBytes() throws(StorageError) -> [(table: String, byteCount: Int)] {
        try PreparedStatement(
            database,
            """
            SELECT coalesce(s.tbl_name, d.name) AS owner, sum(d.pgsize) AS bytes
            FROM dbstat d LEFT JOIN sqlite_schema s ON s.name = d.name
            WHERE d.aggregate = TRUE GROUP BY owner ORDER BY bytes DESC, owner
            """
        ).all { (table: $0.text(0), byteCount: Int($0.integer(1))) }
    }

    func freeBytes() throws(StorageError) -> Int {
        let pragma = { (name: String) throws(StorageError) -> Int64 in
            try PreparedStatement(database, "PRAGMA \(name)").first { $0.integer(0) } ?? 0
        }
        return Int(try pragma("freelist_count") * pragma("page_size"))
    }
}

private func fileBytes(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

private func directoryBytes(_ path: String) -> Int {
    guard let entries = opendir(path) else { return 0 }
    defer { closedir(entries) }
    var bytes = 0
    while let entry = readdir(entries) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
            tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if !name.hasPrefix(".") { bytes += fileBytes(path + "/" + name) }
    }
    return bytes
}
