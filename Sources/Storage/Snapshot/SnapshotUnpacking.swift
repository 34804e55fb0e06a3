import LedgerCore

/// All of an import that is not the database: reads the chunks, holds each against the manifest, computes
/// the state tree and holds its root against the header.
///
/// For a thread of its own, beside the one that writes the rows.
struct SnapshotUnpacking: Sendable {
    enum Piece: Sendable {
        /// Type, id and value, in the order of the table. Not believed before nodes come.
        case values(BulkRows)
        /// Version, path and row of nodes, in the order of the table: the state is the header's.
        case nodes(BulkRows)
    }

    let snapshot: VerifiedSnapshot
    let folder: SnapshotFolder
    /// Beside which files may lie for a moment.
    let path: String

    private var header: BlockHeader { snapshot.manifest.header }

    /// - Throws: `.stateRootOther` and the other faults of a snapshot that lies, `.storage`; what `put`
    ///   throws.
    func run(_ put: (Piece) throws -> Void) throws {
        var leaves = try SnapshotLeaves(path: path)
        try readValues(into: &leaves, put)
        var nodes = SnapshotNodes(path: path, version: header.height)
        let root = try SnapshotUnpacking.buildTree(
            of: &leaves, version: header.height, into: &nodes)
        guard root == header.stateRoot else {
            throw SnapshotFault.stateRootOther(computed: root, claimed: header.stateRoot)
        }
        try nodes.forEach { rows in try put(.nodes(rows)) }
    }

    private func readValues(
        into leaves: inout SnapshotLeaves, _ put: (Piece) throws -> Void
    ) throws {
        var digests = StateKeyDigests()
        var order = KeyOrder()
        for (index, record) in snapshot.manifest.chunks.enumerated() {
            guard let bytes = try folder.chunk(index) else {
                throw SnapshotFault.chunkMissing(index: index)
            }
            guard record.matches(bytes) else { throw SnapshotFault.chunkOther(index: index) }
            let chunk = try SnapshotChunk(decoding: bytes, keyCount: record.keyCount)
            try chunk.rows.forEach { type, id, value throws(SnapshotFault) in
                guard order.ascends(to: type, id) else { throw .keysOutOfOrder }
                let key = digests.digest(of: StateType(UInt8(type)), id: id)
                do throws(StorageError) {
                    try leaves.add(key: key, valueHash: Digest(hashing: value))
                } catch { throw .storage(error) }
            }
            try put(.values(chunk.rows))
        }
    }

    private static func buildTree(
        of leaves: inout SnapshotLeaves, version: Height, into nodes: inout SnapshotNodes
    ) throws(StorageError) -> Digest {
        var builder = StateTreeBulkBuilder(version: version)
        try leaves.forEach { key, valueHash throws(StorageError) in
            try builder.add(key: key, valueHash: valueHash) { node, row throws(StorageError) in
                try nodes.add(node.path, row: row)
            }
        }
        return try builder.finish { node, row throws(StorageError) in
            try nodes.add(node.path, row: row)
        }
    }
}

/// That keys ascend by type, then by id, over all chunks: the order of the table.
private struct KeyOrder {
    private var type: Int64 = -1
    private var id = Bytes()

    /// Whether the key comes behind the one before.
    mutating func ascends(to type: Int64, _ id: UnsafeRawBufferPointer) -> Bool {
        let ascends =
            type != self.type
            ? type > self.type : self.id.withUnsafeBytes { $0.precedes(id) }
        self.type = type
        self.id.replaceSubrange(0..., with: id)
        return ascends
    }
}
