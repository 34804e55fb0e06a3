import Glibc
import LedgerCore

/// The leaves of a state tree on their way from the order of the keys to that of their digests.
///
/// They are spread over 256 buckets by the first byte of the digest; each bucket is sorted alone. So a
/// state of any size takes a few megabytes of memory: buckets lie in files that nobody else sees, and
/// that are gone with the process.
struct SnapshotLeaves: ~Copyable {
    private static let recordBytes = 2 * Digest.byteCount
    private static let bufferBytes = 512 * recordBytes

    private let path: String
    private var files: [Int32]
    private var counts: [Int]
    private var buffers: [Bytes]

    /// - Parameter path: for the names that the files have for a moment.
    init(path: String) throws(StorageError) {
        self.path = path
        files = []
        counts = Array(repeating: 0, count: 256)
        buffers = Array(repeating: [], count: 256)
        for bucket in 0..<256 {
            let name = "\(path).\(bucket)"
            let descriptor = open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw .system("open", name) }
            unlink(name)
            files.append(descriptor)
        }
    }

    deinit {
        for file in files { close(file) }
    }

    mutating func add(key: Digest, valueHash: Digest) throws(StorageError) {
        let bucket = Int(key.firstByte)
        buffers[bucket] += key.bytes
        buffers[bucket] += valueHash.bytes
        counts[bucket] += 1
        if buffers[bucket].count >= SnapshotLeaves.bufferBytes { try flush(bucket) }
    }

    /// All leaves ascending by key.
    mutating func forEach(
        _ body: (_ key: Digest, _ valueHash: Digest) throws(StorageError) -> Void
    ) throws(StorageError) {
        for bucket in 0..<256 {
            try flush(bucket)
            let bytes = try readBytes(
                counts[bucket] * SnapshotLeaves.recordBytes, at: 0, of: files[bucket], path)
            var leaves: [(key: Digest, valueHash: Digest)] = []
            leaves.reserveCapacity(counts[bucket])
            for start in stride(from: 0, to: bytes.count, by: SnapshotLeaves.recordBytes) {
                let middle = start + Digest.byteCount
                guard let key = Digest(bytes: bytes[start..<middle]),
                    let value = Digest(bytes: bytes[middle..<middle + Digest.byteCount])
                else { preconditionFailure("a record has two digests") }
                leaves.append((key, value))
            }
            leaves.sort { $0.key < $1.key }
            for leaf in leaves { try body(leaf.key, leaf.valueHash) }
        }
    }

    private mutating func flush(_ bucket: Int) throws(StorageError) {
        try writeBytes(buffers[bucket], to: files[bucket], path)
        buffers[bucket].removeAll(keepingCapacity: true)
    }
}

extension Digest {
    fileprivate var firstByte: UInt8 { bytes[0] }
}
