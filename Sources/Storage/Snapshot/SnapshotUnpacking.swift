import LedgerCore

/// All of an import that is not the database: reads the chunks, holds each against the manifest, computes
/// the state tree and holds its root against the header.
///
/// For a thread of its own, beside the one that writes the rows.
struct SnapshotUnpacking: Sendable {
    enum Piece: Sendable {
        /// Type, id and value, as a rule in the order of the table.
        case values(BulkRows)
        /// In the order of the table but for the upper ones.
        case nodes([StateTreeRows.Node])
    }

    let snapshot: VerifiedSnapshot
    let folder: SnapshotFolder
    /// Beside which files may lie for a moment.
    let path: String

    private var header: BlockHeader { snapshot.manifest.header }

    /// Nothing of what is put is believed before this returns.
    ///
    /// - Throws: `.stateRootOther` and the other faults of a snapshot that lies, `.storage`; what `put`
    ///   throws.
    func run(_ put: (Piece) throws -> Void) throws {
        var leaves = try StateLeaves(path: path)
        try readValues(into: &leaves, put)
        let root = try leaves.tree(version: header.height) { try put(.nodes($0)) }
        guard root == header.stateRoot else {
            throw SnapshotFault.stateRootOther(computed: root, claimed: header.stateRoot)
        }
    }

    private func readValues(
        into leaves: inout StateLeaves, _ put: (Piece) throws -> Void
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
                guard order.ascends(to: StateType(UInt8(type)), id) else { throw .keysOutOfOrder }
                let key = digests.digest(of: StateType(UInt8(type)), id: id)
                do throws(StorageError) {
                    try leaves.add(key: key, valueHash: Digest(hashing: value))
                } catch { throw .storage(error) }
            }
            try put(.values(chunk.rows))
        }
    }
}

/// That keys ascend over all chunks in the order of the table, or by type and id, which it was up to
/// schema 4.
private struct KeyOrder {
    private var last: (place: Bytes, type: StateType, id: Bytes) = ([], StateType(0), [])
    private var place = Bytes()
    private var isByPlace = true
    private var isByType = true

    /// Whether the key comes behind the one before.
    mutating func ascends(to type: StateType, _ id: UnsafeRawBufferPointer) -> Bool {
        place.removeAll(keepingCapacity: true)
        StatePlace.append(type, id, to: &place)
        isByPlace = isByPlace && last.place.precedes(place)
        swap(&last.place, &place)
        if isByType {
            isByType =
                type != last.type
                ? type.rawValue > last.type.rawValue
                : last.id.withUnsafeBytes { $0.precedes(id) }
            last.type = type
            last.id.replaceSubrange(0..., with: id)
        }
        return isByPlace || isByType
    }
}
