import Glibc

/// The file `pid` of a home: which process serves from it.
///
/// The lock on it, not its text, keeps a second process out, so a file left by SIGKILL is harmless.
final class ProcessFile: Sendable {
    private let path: String
    private let descriptor: Int32

    /// - Throws: ``NodeStartError/homeInUse(path:process:)`` while another process holds the lock.
    init(path: String, home: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw NodeStartError.unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let process = Self.read(descriptor)
            close(descriptor)
            throw NodeStartError.homeInUse(path: home, process: process)
        }
        ftruncate(descriptor, 0)
        let text = Array("\(getpid())\n".utf8)
        _ = text.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        self.path = path
        self.descriptor = descriptor
    }

    /// Removes the file while the lock is still held, then lets go.
    func release() {
        unlink(path)
        close(descriptor)
    }

    private static func read(_ descriptor: Int32) -> Int32 {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = buffer.withUnsafeMutableBytes {
            Glibc.read(descriptor, $0.baseAddress, $0.count)
        }
        let digits = buffer.prefix(max(0, count)).prefix { (0x30...0x39).contains($0) }
        return Int32(String(decoding: digits, as: UTF8.self)) ?? 0
    }
}
