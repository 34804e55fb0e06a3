import GRDB

extension CredentialStore {
    /// Copies users and hashes of tokens to a new file, while the node may go on.
    ///
    /// - Parameter path: must not exist.
    package func backup(to path: String) throws {
        try Self.keepPrivate(path)
        let target = try DatabaseQueue(path: path)
        try pool.backup(to: target)
        try target.close()
    }
}
