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
        var status = statx()
        let mask = UInt32(STATX_INO | STATX_BTIME)
        guard Glibc.statx(AT_FDCWD, path, 0, mask, &status) == 0 else {
            throw .system("statx", path)
        }
        inode = status.stx_ino
        birth =
            status.stx_mask & UInt32(STATX_BTIME) == 0
            ? 0
            : status.stx_btime.tv_sec &* 1_000_000_000 &+ Int64(status.stx_btime.tv_nsec)
    }
}
