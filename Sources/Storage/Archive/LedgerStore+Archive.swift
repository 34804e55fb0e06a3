import Glibc
import GRDB
package import LedgerCore

extension LedgerStore {
    /// Moves the contents of sealed blocks to one file in the home's archive. Envelopes, outcomes,
    /// headers and every proof stay, and so do the contents, for whoever reads them, as long as the file
    /// is there.
    ///
    /// The file is complete and on disk before anything leaves the ledger, which then happens range by
    /// range, each in a transaction of its own. A crash leaves every content in one place at least.
    ///
    /// - Parameters:
    ///   - last: what is archived already is passed over; blocks whose effects are kept are not sealed.
    ///   - progress: heights done.
    /// - Returns: the file and its heights; nil when there was nothing to move.
    package func archiveContents(
        through last: Height, progress: (Height) -> Void = { _ in }
    ) throws(StorageError) -> ArchivedFile? {
        guard let movable = try archivableHeights(), movable.lowerBound <= last else { return nil }
        let (first, last) = (movable.lowerBound, min(last, movable.upperBound))
        try makeDirectory(paths.archive)
        let (name, rows) = try writeArchive(first...last, progress: progress)
        for row in rows {
            try transact { database throws(StorageError) in
                try PreparedStatement(
                    database,
                    """
                    UPDATE contents SET codec = ?, bytes = x'' WHERE codec = ? AND number IN
                        (SELECT content FROM transactions WHERE height >= ? AND height <= ?)
                    """
                ).run(
                    .integer(ContentCodec.archived.rawValue), .integer(ContentCodec.raw.rawValue),
                    .height(row.first), .height(row.last))
                try row.insert(in: database)
            }
        }
        return ArchivedFile(
            name: name, first: first, last: last,
            byteCount: rows.reduce(0) { $0 + $1.byteCount })
    }

    /// The sealed blocks behind those that are archived already; nil where there are none.
    package func archivableHeights() throws(StorageError) -> ClosedRange<Height>? {
        let first: Height
        do {
            first = try read { reader in
                let archived = try PreparedStatement(
                    reader.database, "SELECT max(last) FROM archives"
                ).first { row throws(StorageError) in Height(try row.unsigned(0)) }
                return max(try reader.base(), (archived ?? .genesis).next)
            }
        } catch { throw StorageError(error) }
        let last = lastSealed
        return first <= last ? first...last : nil
    }

    /// Brings contents back from the archive; the files stay where they are.
    ///
    /// - Throws: `.archive` when a file is not there or damaged; what came before it is back.
    package func restoreContents(
        of heights: ClosedRange<Height>, progress: (Height) -> Void = { _ in }
    ) throws(StorageError) {
        let rows: [ArchiveRow]
        do { rows = try read { try ArchiveRow.all(heights, in: $0.database) } } catch {
            throw StorageError(error)
        }
        for row in rows {
            let directory = paths.archive
            try transact { database throws(StorageError) in
                let frames = ArchiveFrames(LedgerReader(database, archiveDirectory: directory))
                let put = try PreparedStatement(
                    database,
                    """
                    UPDATE contents SET codec = ?, bytes = ? WHERE codec = ? AND number =
                        (SELECT content FROM transactions WHERE id = ?)
                    """)
                for block in try frames.range(of: row).blocks {
                    for transaction in block.transactions {
                        guard let content = transaction.content else { continue }
                        try put.run(
                            .integer(ContentCodec.raw.rawValue), .blob(content),
                            .integer(ContentCodec.archived.rawValue),
                            .digest(transaction.envelope.id.digest))
                    }
                }
                try row.delete(in: database)
            }
            progress(row.last)
        }
    }

    /// The last block that nothing is executed or projected from any more.
    private var lastSealed: Height {
        let kept = UInt64(LedgerStore.effectsKept)
        return Height(head.height.rawValue > kept ? head.height.rawValue - kept : 0)
    }

    /// The name holds the heights and the beginning of a digest over all frames.
    private func writeArchive(
        _ heights: ClosedRange<Height>, progress: (Height) -> Void
    ) throws(StorageError) -> (name: String, rows: [ArchiveRow]) {
        let unfinished = paths.archive + "/unfinished.partial"
        let descriptor = Glibc.open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("open", unfinished) }
        var frames: [(heights: ClosedRange<Height>, offset: Int, byteCount: Int, digest: Digest)] =
            []
        do throws(StorageError) {
            defer { Glibc.close(descriptor) }
            var (height, offset) = (heights.lowerBound, 0)
            while height <= heights.upperBound {
                let range = try frame(from: height, through: heights.upperBound)
                try writeBytes(range.bytes, to: descriptor, unfinished)
                let byteCount = range.bytes.count
                frames.append(
                    (range.first...range.last, offset, byteCount, Digest(hashing: range.bytes)))
                offset += byteCount
                height = range.last.next
                progress(range.last)
            }
            guard fsync(descriptor) == 0 else { throw .system("fsync", unfinished) }
        } catch {
            unlink(unfinished)
            throw error
        }
        let whole = Digest(hashing: frames.flatMap(\.digest.bytes)).hex.prefix(16)
        let name = "blocks-\(heights.lowerBound)-\(heights.upperBound)-\(whole).cbor"
        guard rename(unfinished, paths.archive + "/" + name) == 0 else {
            throw .system("rename", unfinished)
        }
        try synchronizeDirectory(paths.archive)
        return (
            name,
            frames.map { heights, offset, byteCount, digest in
                ArchiveRow(
                    first: heights.lowerBound, last: heights.upperBound, file: name,
                    byteOffset: offset, byteCount: byteCount, digest: digest)
            }
        )
    }

    private func frame(
        from first: Height, through last: Height
    ) throws(StorageError) -> EncodedBlockRange {
        let blocksMax = Int(clamping: min(last.rawValue - first.rawValue + 1, 1_024))
        do {
            guard let range = try read({ try $0.blockRange(from: first, blocksMax: blocksMax) })
            else { throw StorageError.corrupt("block \(first) is missing") }
            return range
        } catch { throw StorageError(error) }
    }
}

/// A file of the archive.
package struct ArchivedFile: Equatable, Sendable {
    package let name: String
    package let first: Height
    package let last: Height
    package let byteCount: Int
}
