import Glibc

/// An exclusive hold on a home: two processes on one ledger would each believe to be its only writer.
///
/// The kernel lets go when the process ends, however it ends, so a crash leaves nothing to clean up.
/// The process id in the file is for the operator alone.
final class HomeLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `.homeInUse` when another process, or this one, holds it; `.inputOutput`.
    init(path: String) throws(StorageError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("open", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let failure = errno
            let holder = HomeLock.processID(in: descriptor)
            close(descriptor)
            guard failure == EWOULDBLOCK else { throw .system("flock", path, code: failure) }
            throw .homeInUse(path: path, processID: holder)
        }
        self.descriptor = descriptor
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count
        else {
            let failure = errno
            close(descriptor)
            throw .system("write", path, code: failure)
        }
    }

    deinit {
        close(descriptor)
    }

    private static func processID(in descriptor: Int32) -> Int32? {
        var text = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &text, text.count, 0)
        guard count > 0 else { return nil }
        return Int32(
            String(decoding: text[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}

extension StorageError {
    /// A system call that failed on a path, with the text of `errno`.
    static func system(_ call: String, _ path: String, code: Int32 = errno) -> StorageError {
        if code == ENOSPC || code == EDQUOT { return .diskFull }
        let reason = strerror(code).map { String(cString: $0) } ?? "errno \(code)"
        return .inputOutput("\(call) \(path): \(reason)")
    }
}
