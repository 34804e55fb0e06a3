import Glibc
import GRDB
import LedgerCore

extension LedgerStore {
    /// Writes the state at the head as a snapshot, while blocks go on being committed.
    ///
    /// One read transaction: everything belongs to the height at which it began. The folder gets its
    /// name when it is complete, so a crash leaves none that looks like a snapshot and is none.
    ///
    /// Takes seconds, and a thread that may block.
    ///
    /// - Parameters:
    ///   - path: of the folder; must not exist.
    ///   - progress: keys written so far.
    /// - Throws: `.ledgerExists` where there is something already, `.noBlock` before the first block.
    @discardableResult
    package func exportSnapshot(
        to path: String, progress: (_ keys: Int) -> Void = { _ in }
    ) throws(StorageError) -> SnapshotManifest {
        guard access(path, F_OK) != 0 else { throw .ledgerExists(path: path) }
        let unfinished = SnapshotFolder(directory: path + ".partial")
        try unfinished.remove()
        try makeDirectory(unfinished.directory)
        do {
            let manifest = try pool.read { database in
                try SnapshotExport(reader: LedgerReader(database), folder: unfinished)
                    .run(progress: progress)
            }
            try unfinished.write(manifest)
            try synchronizeDirectory(unfinished.directory)
            guard rename(unfinished.directory, path) == 0 else {
                throw StorageError.system("rename", path)
            }
            return manifest
        } catch {
            try? unfinished.remove()
            throw StorageError(error)
        }
    }
}

/// One run over the state.
private struct SnapshotExport {
    let reader: LedgerReader
    let folder: SnapshotFolder

    func run(progress: (Int) -> Void) throws(StorageError) -> SnapshotManifest {
        let head = try reader.head()
        guard let header = try reader.header(at: head.height),
            let certificate = try reader.certificate(at: head.height),
            let before = head.height.previous
        else { throw .noBlock }
        return SnapshotManifest(
            setChanges: try reader.validatorChanges(through: before), header: header,
            certificate: certificate, edge: try reader.logEdge(ofSize: header.logSize),
            chunks: try writeChunks(progress: progress))
    }

    /// Reads the state, while another thread folds the chunk before and writes it.
    private func writeChunks(
        progress: (Int) -> Void
    ) throws(StorageError) -> [SnapshotManifest.Chunk] {
        var chunks: [SnapshotManifest.Chunk] = []
        var keyCount = 0
        var writer = SnapshotChunkWriter()
        var folding: ThreadedWork<SnapshotManifest.Chunk>?
        func fold(_ full: SnapshotChunkWriter.Plain?) throws(StorageError) {
            if let chunk = try folding?.wait() {
                chunks.append(chunk)
                keyCount += chunk.keyCount
                progress(keyCount)
            }
            let (folder, index) = (folder, chunks.count)
            folding = full.map { full in
                ThreadedWork { () throws(StorageError) in
                    let (bytes, chunk) = full.folded()
                    try folder.write(bytes, at: index)
                    return chunk
                }
            }
        }
        do throws(StorageError) {
            try PreparedStatement(
                reader.database, "SELECT place, value FROM state ORDER BY place"
            ).forEach([]) { row throws(StorageError) in
                let (type, id) = try StatePlace(bytes: row.blob(0)).key()
                let full = id.withUnsafeBytes { id in
                    row.withBlob(1) { writer.add(type: type.rawValue, id: id, value: $0) }
                }
                if let full { try fold(full) }
            }
            try fold(writer.finish())
            try fold(nil)
        } catch {
            // Nothing is left running that writes into the folder.
            _ = try? folding?.wait()
            throw error
        }
        return chunks
    }
}
