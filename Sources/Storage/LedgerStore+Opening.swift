import Glibc
import GRDB
package import LedgerCore

extension LedgerStore {
    /// Makes the home of a new chain, with the state that its genesis founds.
    ///
    /// - Parameters:
    ///   - genesis: canonical bytes; the chain id follows from them.
    ///   - state: what is there before the first block.
    ///   - isProven: whether it is known that the keys of this home have signed nothing.
    /// - Throws: `.ledgerExists` where there is one; `.homeInUse`, `.inputOutput`, `.diskFull`.
    package static func create(
        home: HomePaths, genesis: Bytes, state: [StateChange] = [],
        isProven: Bool = true,
        settings: DatabaseSettings = .ledger
    ) throws(StorageError) {
        try makeDirectory(home.directory)
        let lock = try HomeLock(path: home.lock)
        let pool = try DatabasePool.open(path: home.ledger, settings: settings)
        let file = try FileIdentity(of: home.ledger)
        do {
            // One transaction: a crash leaves an empty file, which `create` takes up again.
            try pool.write { database in
                guard try LedgerSchema.isEmpty(database) else {
                    throw StorageError.ledgerExists(path: home.ledger)
                }
                try LedgerSchema.create(in: database)
                _ = try HomeRecord.write(
                    restoredAt: isProven ? nil : HomeRecord.unprovenMark, file: file, to: database)
                try LedgerFounding.write(genesis: genesis, state: state, to: database)
            }
            try pool.close()
        } catch { throw StorageError(error) }
        try synchronizeDirectory(home.directory)
        withExtendedLifetime(lock) {}
    }

    /// Opens a home, whatever ended its last use.
    ///
    /// - Parameter chain: the chain it must hold; nil takes what is there.
    /// - Throws: `.noLedger`, `.homeInUse`, `.schemaVersion`, `.otherChain`,
    ///   `.synchronousNotFull`; `.corrupt` when the last block is not what the head says.
    package static func open(
        home: HomePaths, chain: ChainID? = nil,
        settings: DatabaseSettings = .ledger,
        stateCacheBytes: Int = stateCacheBytesDefault
    ) throws(StorageError) -> LedgerStore {
        guard access(home.ledger, F_OK) == 0 else { throw .noLedger(path: home.ledger) }
        let lock = try HomeLock(path: home.lock)
        let pool = try DatabasePool.open(path: home.ledger, settings: settings)
        let file = try FileIdentity(of: home.ledger)
        do {
            // One transaction: a crash leaves the file as it was.
            let isMigrated = try pool.write { database in
                guard try !LedgerSchema.isEmpty(database) else {
                    throw StorageError.noLedger(path: home.ledger)
                }
                return try LedgerSchema.migrate(database)
            }
            // The log may be as large as the ledger, and the first blocks would have to wait for it.
            if isMigrated {
                _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            }
            let (found, head, record, tree) = try pool.read { database in
                let reader = LedgerReader(database)
                let head = try reader.head()
                try reader.requireIntactHead(head)
                return (
                    try reader.chainID(), head, try HomeRecord(in: database, file: file),
                    try TreeStanding(in: database)
                )
            }
            if let chain, chain != found {
                throw StorageError.otherChain(found: found, expected: chain)
            }
            let store = LedgerStore(
                paths: home, lock: lock, pool: pool, chainID: found, head: head, home: record,
                tree: tree, stateCacheBytes: stateCacheBytes)
            store.committedState.learnKeys()
            return store
        } catch { throw StorageError(error) }
    }
}

/// Makes a directory that only its owner may enter; one that is there stays as it is.
func makeDirectory(_ path: String) throws(StorageError) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system("mkdir", path) }
}

/// Makes the names in a directory survive a power cut.
func synchronizeDirectory(_ path: String) throws(StorageError) {
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system("fsync", path) }
}
