import Glibc
package import LedgerCore

/// A snapshot as files: a manifest, and a file a chunk. Complete, or on its way here.
///
/// A crash leaves files that are complete, since each gets its name when it is; what is missing is
/// fetched when the work is taken up again.
package struct SnapshotFolder: Sendable {
    package let directory: String

    package init(directory: String) {
        self.directory = directory
    }

    private var manifestPath: String { directory + "/manifest.cbor" }
    private func chunkPath(_ index: Int) -> String { directory + "/chunk-\(index).cbor" }

    /// The manifest's bytes, as a peer is sent them; nil where there is none.
    package func manifestBytes() throws(StorageError) -> Bytes? {
        try readFile(manifestPath, bytesMax: SnapshotManifest.byteCountMax)
    }

    /// - Throws: `.manifestMalformed` also where there is none.
    package func manifest() throws(SnapshotFault) -> SnapshotManifest {
        let bytes: Bytes?
        do { bytes = try manifestBytes() } catch { throw .storage(error) }
        guard let bytes, let manifest = try? SnapshotManifest(decoding: bytes) else {
            throw .manifestMalformed
        }
        return manifest
    }

    /// A chunk's bytes; nil where it is not here.
    package func chunk(_ index: Int) throws(StorageError) -> Bytes? {
        try readFile(chunkPath(index), bytesMax: SnapshotManifest.chunkBytesMax)
    }

    /// Begins to take in a snapshot, or goes on where a crash ended it. Files of another snapshot go.
    package func begin(_ snapshot: VerifiedSnapshot) throws(StorageError) {
        let bytes = snapshot.manifest.encoded()
        if try manifestBytes() == bytes { return }
        try remove()
        try makeDirectory(directory)
        try writeFile(bytes, to: manifestPath)
    }

    /// Which chunks are still to be fetched: those that are not here as the manifest says.
    package func missingChunks(
        of snapshot: VerifiedSnapshot
    ) throws(StorageError) -> [Int] {
        var missing: [Int] = []
        for (index, chunk) in snapshot.manifest.chunks.enumerated() {
            guard let bytes = try self.chunk(index), chunk.matches(bytes) else {
                missing.append(index)
                continue
            }
        }
        return missing
    }

    /// Takes in a chunk.
    ///
    /// - Throws: `.chunkOther` unless it is the one that the manifest names.
    package func add(
        _ bytes: Bytes, at index: Int, of snapshot: VerifiedSnapshot
    ) throws(SnapshotFault) {
        guard snapshot.manifest.chunks.indices.contains(index),
            snapshot.manifest.chunks[index].matches(bytes)
        else { throw .chunkOther(index: index) }
        do { try writeFile(bytes, to: chunkPath(index)) } catch { throw .storage(error) }
    }

    /// Writes a chunk that was made here.
    func write(_ bytes: Bytes, at index: Int) throws(StorageError) {
        try writeFile(bytes, to: chunkPath(index))
    }

    func write(_ manifest: SnapshotManifest) throws(StorageError) {
        try writeFile(manifest.encoded(), to: manifestPath)
    }

    /// Removes the folder with its files; the manifest first, without which it is none.
    package func remove() throws(StorageError) {
        unlink(manifestPath)
        guard let entries = opendir(directory) else { return }
        defer { closedir(entries) }
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix("chunk-") { unlink(directory + "/" + name) }
        }
        rmdir(directory)
    }
}

extension SnapshotManifest.Chunk {
    func matches(_ bytes: Bytes) -> Bool {
        bytes.count == byteCount && Digest(hashing: bytes) == digest
    }
}
