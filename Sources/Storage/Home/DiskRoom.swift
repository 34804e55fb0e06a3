import Glibc

/// How much a file system has left.
package enum DiskRoom {
    /// Bytes that this process may still write below a directory.
    ///
    /// - Throws: `.inputOutput` where there is no such directory.
    package static func freeBytes(below directory: String) throws(StorageError) -> Int {
        var status = statvfs()
        guard statvfs(directory, &status) == 0 else { throw .system("statvfs", directory) }
        let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(
            by: UInt64(status.f_frsize))
        return overflow ? .max : Int(clamping: bytes)
    }
}
