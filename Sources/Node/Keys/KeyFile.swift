import Glibc
package import LedgerCore

/// A private key on disk: one line, `<algorithm> <64 hexadecimal digits>`, mode 0600.
///
/// Spec: Docs/Operations.md §5.
package enum KeyFile {
    package enum Fault: Error, Hashable, Sendable {
        case unreadable(path: String, reason: String)
        /// Others than the owner may read it.
        case tooOpen(path: String, mode: UInt32)
        case malformed(path: String)
        case exists(path: String)
    }

    package static func write(
        seed: [UInt8], algorithm: SignatureAlgorithm, to path: String
    ) throws(Fault) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno != EEXIST else { throw .exists(path: path) }
            throw .unreadable(path: path, reason: reason())
        }
        defer { close(descriptor) }
        let line = Array("\(name(of: algorithm)) \(seed.hex)\n".utf8)
        let written = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == line.count, fsync(descriptor) == 0 else {
            throw .unreadable(path: path, reason: reason())
        }
    }

    package static func read(_ path: String) throws(Fault) -> PrivateKey {
        let (algorithm, seed) = try secret(path)
        guard let key = PrivateKey(algorithm: algorithm, seed: seed) else {
            throw .malformed(path: path)
        }
        return key
    }

    /// The secret bytes of a key file, 32 of them, for a library that makes the key itself.
    static func secret(
        _ path: String
    ) throws(Fault) -> (algorithm: SignatureAlgorithm, seed: [UInt8]) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: reason()) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .unreadable(path: path, reason: reason())
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .tooOpen(path: path, mode: status.st_mode & 0o777)
        }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = buffer.withUnsafeMutableBytes {
            Glibc.read(descriptor, $0.baseAddress, $0.count)
        }
        let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        let words = text.split { $0 == " " || $0 == "\n" }
        guard words.count == 2, let algorithm = algorithm(named: words[0]),
            let seed = [UInt8](hex: String(words[1])), seed.count == 32
        else { throw .malformed(path: path) }
        return (algorithm, seed)
    }

    private static func name(of algorithm: SignatureAlgorithm) -> String {
        switch algorithm {
        case .eddsa: "ed25519"
        case .es256: "p256"
        }
    }

    private static func algorithm(named name: Substring) -> SignatureAlgorithm? {
        switch name {
        case "ed25519": .eddsa
        case "p256": .es256
        default: nil
        }
    }

    private static func reason() -> String {
        String(cString: strerror(errno))
    }
}
