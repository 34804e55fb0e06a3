package import GRDB

extension DatabasePool {
    /// Opens or makes a database in WAL mode with the settings asked for.
    ///
    /// - Throws: `.synchronousNotFull` when SQLite does not keep to `durability`; `.corrupt` when the
    ///   file is no database; `.inputOutput`, `.diskFull`.
    package static func open(
        path: String, settings: DatabaseSettings
    ) throws(StorageError) -> DatabasePool {
        do {
            let pool = try DatabasePool(path: path, configuration: configuration(settings))
            // GRDB sets NORMAL when it turns on WAL, after our preparation: set it back, then look.
            try pool.writeWithoutTransaction { database in
                try database.execute(
                    sql: "PRAGMA synchronous = \(settings.durability.rawValue)")
                try database.execute(
                    sql: "PRAGMA cache_size = -\(settings.writerCacheKibibytes)")
            }
            try pool.requireDurability(settings.durability)
            return pool
        } catch { throw StorageError(error) }
    }

    /// What `PRAGMA synchronous` reads on the connection that writes: 2 is FULL.
    package func synchronousMode() throws(StorageError) -> Int {
        do {
            return try writeWithoutTransaction { database in
                try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? -1
            }
        } catch { throw StorageError(error) }
    }

    private func requireDurability(
        _ durability: DatabaseSettings.Durability
    ) throws(StorageError) {
        let found = try synchronousMode()
        guard found >= durability.rawValue else { throw .synchronousNotFull(found: found) }
    }

    static func configuration(_ settings: DatabaseSettings) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = settings.readersMax
        configuration.busyMode = .timeout(10)
        // Of those that read, none may.
        configuration.allowsUnsafeTransactions = settings.holdsTransactions
        configuration.prepareDatabase { database in
            if !database.configuration.readonly {
                // Both are fixed when the file is made, and ignored afterwards.
                try database.execute(sql: "PRAGMA page_size = \(settings.pageBytes)")
                try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
            }
            try database.execute(sql: "PRAGMA cache_size = -\(settings.cacheKibibytes)")
            try database.execute(sql: "PRAGMA mmap_size = \(settings.memoryMapBytes)")
            try database.execute(
                sql: "PRAGMA wal_autocheckpoint = \(settings.checkpointPages)")
            try database.execute(sql: "PRAGMA journal_size_limit = \(64 << 20)")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        return configuration
    }
}
