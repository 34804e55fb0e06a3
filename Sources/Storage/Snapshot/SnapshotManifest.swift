package import LedgerCore

/// What a snapshot consists of: the block it was taken at, why to believe that block, the edge of the
/// log, and the state in chunks, each named by its digest.
///
/// Read and not verified: see `VerifiedSnapshot`.
///
/// Spec: Docs/Spec/Sync.md §5.
package struct SnapshotManifest: Hashable, Sendable {
    /// One piece of the state.
    package struct Chunk: Hashable, Sendable {
        /// SHA-256 of the chunk's bytes.
        package let digest: Digest
        package let byteCount: Int
        /// Keys in it.
        package let keyCount: Int
    }

    /// Every change of the validators before the block, in order.
    package let setChanges: [ValidatorSetChange]
    package let header: BlockHeader
    package let certificate: CommitCertificate
    /// The edge of the log before the header's own leaf: of the header's log size and root.
    package let edge: LogEdge
    /// In the order of the keys: by type, then by id.
    package let chunks: [Chunk]

    package var height: Height { header.height }
    package var keyCount: Int { chunks.reduce(0) { $0 &+ $1.keyCount } }
    package var byteCount: Int { chunks.reduce(0) { $0 &+ $1.byteCount } }
}

extension SnapshotManifest {
    /// A larger manifest is refused.
    package static let byteCountMax = 16 << 20
    /// A larger chunk is refused, in bytes as it travels.
    package static let chunkBytesMax = 8 << 20
    /// More keys in a chunk are refused: as values they would take more room than their bytes.
    package static let chunkKeysMax = 400_000
    static let chunkCountMax = 100_000
    static let setChangesMax = 10_000
}

/// `[tag, [change, …], header, certificate, edge, [[digest, bytes, keys], …]]`
extension SnapshotManifest: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(.snapshot, count: 5)
        writer.array(setChanges)
        writer.value(header)
        writer.value(certificate)
        writer.value(edge)
        writer.array(chunks)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(.snapshot, count: 5)
        setChanges = try reader.array(
            of: ValidatorSetChange.self, max: SnapshotManifest.setChangesMax)
        header = try BlockHeader(from: &reader)
        certificate = try CommitCertificate(from: &reader)
        edge = try LogEdge(from: &reader)
        chunks = try reader.array(of: Chunk.self, max: SnapshotManifest.chunkCountMax)
    }
}

extension SnapshotManifest.Chunk: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.value(digest)
        writer.unsigned(UInt64(byteCount))
        writer.unsigned(UInt64(keyCount))
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        try reader.array(count: 3)
        digest = try Digest(from: &reader)
        byteCount = Int(try reader.unsigned(UInt32.self))
        keyCount = Int(try reader.unsigned(UInt32.self))
        try reader.require(
            (1...SnapshotManifest.chunkBytesMax).contains(byteCount)
                && (1...SnapshotManifest.chunkKeysMax).contains(keyCount),
            "a chunk of a size that is allowed", at: start)
    }
}

extension SnapshotManifest {
    /// What peers ask for the chunks by: SHA-256 of the manifest's bytes.
    package var digest: Digest { Digest(hashing: encoded()) }
}
