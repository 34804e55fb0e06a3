import Glibc

/// The file `pid` of a home: which process serves from it.
///
/// For operators and scripts; what keeps a second process out is the lock of the ledger.
struct ProcessFile: Sendable {
    let path: String

    /// Writes the file, over one that a killed process left.
    func write() throws(NodeStartError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw unwritable }
        defer { close(descriptor) }
        let text = Array("\(getpid())\n".utf8)
        let written = text.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == text.count else { throw unwritable }
    }

    func remove() {
        unlink(path)
    }

    private var unwritable: NodeStartError {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}
