import Glibc
import LedgerCore

/// The leaves of a state tree on their way from the order of the keys to that of their digests.
///
/// They are spread over 256 buckets by the first byte of the digest; each bucket is sorted alone. So a
/// state of any size takes a few megabytes of memory: buckets lie in a file that nobody else sees, and
/// that is gone with the process. One file for all: a node that serves has few descriptors to spare.
struct StateLeaves: ~Copyable {
    private static let bucketCount = 256
    private static let recordBytes = 2 * Digest.byteCount
    /// Small enough that all buffers together stay in the cache of a core.
    private static let bufferBytes = 64 * recordBytes

    private let path: String
    private let file: Int32
    private var fileBytes = 0
    /// Where in the file the leaves of each bucket lie.
    private var pieces: [[Range<Int>]] = Array(repeating: [], count: bucketCount)
    private var buffers = Bytes(repeating: 0, count: bucketCount * bufferBytes)
    /// Bytes of each buffer that are not in its file yet.
    private var filled = Array(repeating: 0, count: bucketCount)

    /// - Parameter path: for the name that the file has for a moment.
    init(path: String) throws(StorageError) {
        self.path = path
        file = try openUnnamed("\(path).leaves")
    }

    deinit {
        close(file)
    }

    mutating func add(key: Digest, valueHash: Digest) throws(StorageError) {
        let bucket = Int(key.firstByte)
        let offset = bucket * StateLeaves.bufferBytes + filled[bucket]
        buffers.withUnsafeMutableBytes { buffers in
            key.store(to: buffers, at: offset)
            valueHash.store(to: buffers, at: offset + Digest.byteCount)
        }
        filled[bucket] += StateLeaves.recordBytes
        if filled[bucket] == StateLeaves.bufferBytes { try flush(bucket) }
    }

    /// All leaves ascending by key.
    mutating func forEach(
        _ body: (_ key: Digest, _ valueHash: Digest) throws -> Void
    ) throws {
        for bucket in 0..<StateLeaves.bucketCount {
            try flush(bucket)
            var bytes = Bytes()
            for piece in pieces[bucket] {
                bytes += try readBytes(piece.count, at: piece.lowerBound, of: file, path)
            }
            let count = bytes.count / StateLeaves.recordBytes
            var leaves: [(key: Digest, valueHash: Digest)] = []
            leaves.reserveCapacity(count)
            bytes.withUnsafeBytes { bytes in
                for index in 0..<count {
                    let start = index * StateLeaves.recordBytes
                    leaves.append(
                        (
                            Digest(loading: bytes, at: start),
                            Digest(loading: bytes, at: start + Digest.byteCount)
                        ))
                }
            }
            leaves.sort { $0.key < $1.key }
            for leaf in leaves { try body(leaf.key, leaf.valueHash) }
        }
    }

    /// The tree of all leaves.
    ///
    /// - Parameter put: takes its nodes, in the order of their table but for the upper ones, which come last.
    /// - Returns: the root hash.
    mutating func tree(
        version: Height, _ put: ([StateTreeRows.Node]) throws -> Void
    ) throws -> Digest {
        var builder = StateTreeBulkBuilder(version: version)
        var nodes = NodesInOrder()
        func add(_ node: StateTreeNodeKey, _ row: Bytes) throws {
            if let some = nodes.add(node, row: row) { try put(some) }
        }
        try forEach { key, valueHash in
            try builder.add(key: key, valueHash: valueHash, finished: add)
        }
        let root = try builder.finish(finished: add)
        try put(nodes.finish())
        return root
    }

    private mutating func flush(_ bucket: Int) throws(StorageError) {
        let (start, count) = (bucket * StateLeaves.bufferBytes, filled[bucket])
        guard count > 0 else { return }
        try writeBytes(buffers[start..<start + count], to: file, path)
        pieces[bucket].append(fileBytes..<fileBytes + count)
        fileBytes += count
        filled[bucket] = 0
    }
}
