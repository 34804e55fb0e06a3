import Glibc
import LedgerCore

/// What the file system knows of a file and no copy of it shares: its inode, and when it was born.
///
/// A rename and a restart keep both; `cp`, `rsync`, a restored archive and a container image do not.
/// A clone of a whole disk keeps both: against that only the peers help (what did you last see signed
/// by me), not the file.
struct FileIdentity: Equatable, Sendable {
    let inode: UInt64
    /// Nanoseconds since 1970, or 0 where the file system does not say.
    let birth: Int64

    init(inode: UInt64, birth: Int64) {
        self.inode = inode
        self.birth = birth
    }

    /// - Throws: `.inputOutput` when the file cannot be looked at.
    init(of path: String) throws(StorageError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .system("stat", path) }
        self.init(inode: UInt64(status.st_ino), birth: birthNanoseconds(of: path) ?? 0)
    }
}

/// The moment of birth from `statx`, nil where kernel or file system do not know it.
///
/// Swift's Glibc module leaves `statx` out (it stands behind `_GNU_SOURCE`), so it is looked up, and
/// the structure is read by its offsets, which the kernel promises to keep.
///
/// Spec: statx(2).
private func birthNanoseconds(of path: String) -> Int64? {
    typealias Statx =
        @convention(c) (
            _ directory: CInt, _ path: UnsafePointer<CChar>, _ flags: CInt, _ mask: CUnsignedInt,
            _ result: UnsafeMutableRawPointer
        ) -> CInt
    let (structureBytes, maskOffset, birthOffset) = (256, 0, 80)
    let birthMask: CUnsignedInt = 0x800
    guard let symbol = dlsym(nil, "statx") else { return nil }
    let statx = unsafeBitCast(symbol, to: Statx.self)
    return withUnsafeTemporaryAllocation(byteCount: structureBytes, alignment: 8) { result in
        result.initializeMemory(as: UInt8.self, repeating: 0)
        guard let address = result.baseAddress,
            statx(AT_FDCWD, path, 0, birthMask, address) == 0,
            address.load(fromByteOffset: maskOffset, as: CUnsignedInt.self) & birthMask != 0
        else { return nil }
        let seconds = address.load(fromByteOffset: birthOffset, as: Int64.self)
        let nanoseconds = address.load(fromByteOffset: birthOffset + 8, as: UInt32.self)
        return seconds &* 1_000_000_000 &+ Int64(nanoseconds)
    }
}
