import CZlib
import LedgerCore

/// zlib streams, bounded in both directions.
///
/// Spec: RFC 1950. Why zlib, and level 1: Docs/ADR/0015-snapshots-and-what-they-rest-on.md.
enum Zlib {
    /// No stream of zlib unfolds to more than this many times its size, plus a constant.
    ///
    /// Spec: https://zlib.net/zlib_tech.html, "Maximum Compression Factor".
    private static let factorMax = 1_032
    private static let slack = 1_024

    static func compress(_ bytes: Bytes) -> Bytes {
        let bound = compressBound(uLong(bytes.count))
        return Bytes(unsafeUninitializedCapacity: Int(bound)) { buffer, count in
            var written = bound
            let code = compress2(
                buffer.baseAddress, &written, bytes.withUnsafeBufferPointer(\.baseAddress),
                uLong(bytes.count), Z_BEST_SPEED)
            precondition(code == Z_OK, "zlib has the room that it asked for")
            count = Int(written)
        }
    }

    /// Exactly `count` bytes out of all of `bytes`.
    ///
    /// Allocates no more than `count`, and not even that where so few bytes cannot hold so many.
    ///
    /// - Throws: `.notZlib` for a stream that is damaged, or longer, or shorter, or has a tail.
    static func decompress(_ bytes: Bytes, count: Int) throws(Fault) -> Bytes {
        guard count >= 0, count / factorMax <= bytes.count + slack else { throw .notZlib }
        var isWhole = false
        let plain = Bytes(unsafeUninitializedCapacity: max(count, 1)) { buffer, filled in
            var written = uLong(count)
            var read = uLong(bytes.count)
            let code = bytes.withUnsafeBufferPointer { source in
                uncompress2(buffer.baseAddress, &written, source.baseAddress, &read)
            }
            isWhole = code == Z_OK && Int(written) == count && Int(read) == bytes.count
            filled = isWhole ? count : 0
        }
        guard isWhole else { throw .notZlib }
        return plain
    }

    enum Fault: Error {
        case notZlib
    }
}
