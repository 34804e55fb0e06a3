import Glibc
import LedgerCore

/// The whole of a file; nil where there is none.
///
/// - Throws: `.inputOutput` also when it is larger than `bytesMax`.
func readFile(_ path: String, bytesMax: Int) throws(StorageError) -> Bytes? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
        if errno == ENOENT { return nil }
        throw .system("open", path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system("stat", path) }
    let count = Int(status.st_size)
    guard count <= bytesMax else { throw .inputOutput("\(path) has \(count) bytes") }
    return try readBytes(count, at: 0, of: descriptor, path)
}

/// A part of an open file.
///
/// - Throws: `.inputOutput` also when the file ends before.
func readBytes(
    _ count: Int, at offset: Int, of descriptor: Int32, _ path: String
) throws(StorageError) -> Bytes {
    var failure: StorageError?
    let bytes = Bytes(unsafeUninitializedCapacity: max(count, 1)) { buffer, filled in
        while filled < count {
            let got = pread(
                descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
                off_t(offset + filled))
            if got < 0, errno == EINTR { continue }
            guard got > 0 else {
                failure =
                    got < 0
                    ? .system("read", path) : .inputOutput("\(path) ends at \(offset + filled)")
                return
            }
            filled += got
        }
    }
    if let failure { throw failure }
    return bytes
}

/// Writes a file whole: under another name first, on disk, and then under its own.
func writeFile(_ bytes: Bytes, to path: String) throws(StorageError) {
    let unfinished = path + ".partial"
    let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system("open", unfinished) }
    do throws(StorageError) {
        defer { close(descriptor) }
        try writeBytes(bytes, to: descriptor, unfinished)
        guard fsync(descriptor) == 0 else { throw .system("fsync", unfinished) }
    } catch {
        unlink(unfinished)
        throw error
    }
    guard rename(unfinished, path) == 0 else { throw .system("rename", path) }
}

/// Opens an empty file that nobody else sees, and that is gone with the process.
///
/// - Parameter path: the name that it has for a moment.
func openUnnamed(_ path: String) throws(StorageError) -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system("open", path) }
    unlink(path)
    return descriptor
}

/// Appends to an open file.
func writeBytes(_ bytes: Bytes, to descriptor: Int32, _ path: String) throws(StorageError) {
    try writeBytes(bytes[...], to: descriptor, path)
}

/// Appends a part of bytes to an open file.
func writeBytes(
    _ bytes: ArraySlice<UInt8>, to descriptor: Int32, _ path: String
) throws(StorageError) {
    var failure: StorageError?
    bytes.withUnsafeBytes { buffer in
        var done = 0
        while done < buffer.count {
            let put = write(
                descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
            if put < 0, errno == EINTR { continue }
            guard put >= 0 else {
                failure = .system("write", path)
                return
            }
            done += put
        }
    }
    if let failure { throw failure }
}
