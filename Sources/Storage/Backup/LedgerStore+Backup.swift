import Glibc
import GRDB
package import LedgerCore

extension LedgerStore {
    /// Writes the ledger as it stands now to one file, while blocks go on being committed.
    ///
    /// The file is complete and on disk when this returns. It is written beside its final name and
    /// renamed at the end, so a crash leaves no file that looks like a backup and is none.
    ///
    /// - Parameters:
    ///   - path: must not exist.
    ///   - progress: pages done and pages in all, called from time to time.
    /// - Returns: where the ledger stood.
    @discardableResult
    package func backup(
        to path: String, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(StorageError) -> LedgerHead {
        guard access(path, F_OK) != 0 else { throw .ledgerExists(path: path) }
        let unfinished = path + ".partial"
        do {
            let target = try DatabaseQueue(path: unfinished, configuration: backupConfiguration())
            let head = try pool.read { database in
                let head = try HeadRow.read(in: database)
                try copy(database, to: target, progress: progress)
                return head
            }
            try target.close()
            guard rename(unfinished, path) == 0 else { throw StorageError.system("rename", path) }
            try synchronizeDirectory(containing: path)
            return head
        } catch {
            unlink(unfinished)
            throw StorageError(error)
        }
    }

    /// Makes a home from a backup.
    ///
    /// The home gets a new instance id and is marked as restored: what this node's key signed after
    /// the backup was taken is not in it, so it starts in watch mode. Votes are kept: they still
    /// forbid signing otherwise at the height of the backup.
    ///
    /// - Parameters:
    ///   - home: must hold no ledger.
    ///   - at: the moment of the restore, for the mark.
    /// - Throws: `.corrupt` when the file is no intact ledger; `.ledgerExists`, `.homeInUse`.
    package static func restore(
        from backup: String, to home: HomePaths, at moment: Timestamp
    ) throws(StorageError) {
        guard access(backup, F_OK) == 0 else { throw .noLedger(path: backup) }
        try makeDirectory(home.directory)
        let lock = try HomeLock(path: home.lock)
        guard access(home.ledger, F_OK) != 0 else { throw .ledgerExists(path: home.ledger) }
        let unfinished = home.ledger + ".partial"
        do {
            try copyDatabase(from: backup, to: unfinished)
            try mark(unfinished, restoredAt: moment)
            guard rename(unfinished, home.ledger) == 0 else {
                throw StorageError.system("rename", home.ledger)
            }
        } catch {
            unlink(unfinished)
            throw StorageError(error)
        }
        try synchronizeDirectory(home.directory)
        withExtendedLifetime(lock) {}
    }

    private static func copyDatabase(from source: String, to target: String) throws {
        var readonly = Configuration()
        readonly.readonly = true
        let from = try DatabaseQueue(path: source, configuration: readonly)
        let to = try DatabaseQueue(path: target, configuration: backupConfiguration())
        try from.read { database in try copy(database, to: to) { _, _ in } }
        try to.close()
        try from.close()
    }

    /// Renames keep a file's identity, so the mark may be written before the file has its name.
    private static func mark(_ path: String, restoredAt moment: Timestamp) throws {
        let queue = try DatabaseQueue(path: path, configuration: backupConfiguration())
        let file = try FileIdentity(of: path)
        try queue.write { database in
            _ = try LedgerSchema.migrate(database)
            let reader = LedgerReader(database)
            try reader.requireIntactHead(try reader.head())
            _ = try HomeRecord.write(restoredAt: moment, file: file, to: database)
        }
        try queue.close()
    }
}

/// Copies every page, as one snapshot since the source is in a read transaction.
private func copy(
    _ source: Database, to target: DatabaseQueue, progress: (_ done: Int, _ total: Int) -> Void
) throws {
    try target.writeWithoutTransaction { target in
        try withoutActuallyEscaping(progress) { progress in
            try source.backup(to: target, pagesPerStep: 4_096) { step in
                progress(step.completedPageCount, step.totalPageCount)
            }
        }
        // The pages said that a write-ahead log stands beside the file.
        try target.execute(sql: "PRAGMA journal_mode = DELETE")
    }
}

/// One file without a write-ahead log beside it, on disk when it is closed.
private func backupConfiguration() -> Configuration {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
        try database.execute(sql: "PRAGMA journal_mode = DELETE")
        try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    return configuration
}

private func synchronizeDirectory(containing path: String) throws(StorageError) {
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try synchronizeDirectory(parent.isEmpty ? "/" : parent)
}
