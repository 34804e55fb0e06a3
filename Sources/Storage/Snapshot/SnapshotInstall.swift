import Glibc
import GRDB
package import LedgerCore

extension LedgerStore {
    /// Makes the ledger of a home from a snapshot.
    ///
    /// Everything is built beside the ledger that is there, and takes its name at the end: a crash at
    /// any point leaves the old one, or none, or the new one, and the work begins again from the files of
    /// the snapshot. The home must not be open.
    ///
    /// A ledger that is there must be of the same chain and lower. What its validator has signed, and
    /// what waits in its pool, is taken over. A home without one counts as restored: what its key has
    /// signed before is not known here, so it starts in watch mode.
    ///
    /// - Parameters:
    ///   - snapshot: verified, and complete in the folder.
    ///   - moment: now, for the mark of a restore.
    ///   - progress: keys done, of all.
    /// - Throws: `.stateRootOther` and the other faults of a snapshot that lies; `.notAhead`; `.storage`.
    package static func install(
        _ snapshot: VerifiedSnapshot, from folder: SnapshotFolder, genesis: Bytes,
        into home: HomePaths, at moment: Timestamp,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(SnapshotFault) {
        do {
            try makeDirectory(home.directory)
            let old = try SnapshotPredecessor(
                home: home, chain: ChainID(genesis: genesis), height: snapshot.manifest.height)
            let unfinished = home.ledger + ".partial"
            do {
                try removeDatabase(unfinished)
                try SnapshotInstall(
                    snapshot: snapshot, folder: folder, genesis: genesis, path: unfinished
                ).run(replacing: old, at: moment, progress: progress)
                guard rename(unfinished, home.ledger) == 0 else {
                    throw StorageError.system("rename", home.ledger)
                }
                try synchronizeDirectory(home.directory)
            } catch {
                try? removeDatabase(unfinished)
                throw error
            }
            withExtendedLifetime(old) {}
        } catch { throw SnapshotFault(error) }
    }
}

private func removeDatabase(_ path: String) throws(StorageError) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        guard unlink(path + suffix) == 0 || errno == ENOENT else {
            throw .system("unlink", path + suffix)
        }
    }
}

/// Builds the file of a ledger that begins with a snapshot.
private struct SnapshotInstall {
    let snapshot: VerifiedSnapshot
    let folder: SnapshotFolder
    let genesis: Bytes
    let path: String

    /// Chunks that are unpacked before there is time to write them.
    private static let piecesAhead = 4

    private var manifest: SnapshotManifest { snapshot.manifest }
    private var header: BlockHeader { snapshot.manifest.header }

    func run(
        replacing old: SnapshotPredecessor, at moment: Timestamp,
        progress: (Int, Int) -> Void
    ) throws {
        let queue = try DatabaseQueue(path: path, configuration: SnapshotInstall.configuration)
        let file = try FileIdentity(of: path)
        try queue.inDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = OFF")
            try database.beginTransaction()
            try LedgerSchema.create(in: database)
            try PreparedStatement(
                database, "INSERT INTO genesis (one, chain, bytes) VALUES (1, ?, ?)"
            ).run(.digest(ChainID(genesis: genesis).digest), .blob(genesis))
            try writeState(to: database, progress: progress)
            try writeBlock(to: database)
            try old.write(to: database, file: file, at: moment)
            try database.commit()
        }
        try queue.close()
        try synchronizeFile(path)
    }

    /// The values as they come, then the nodes of the tree; both are believed once all have come.
    private func writeState(to database: Database, progress: (Int, Int) -> Void) throws {
        let unpacking = SnapshotUnpacking(snapshot: snapshot, folder: folder, path: path)
        var done = 0
        try Handover<SnapshotUnpacking.Piece>.run(capacity: SnapshotInstall.piecesAhead) {
            handover in
            try unpacking.run { piece in try handover.put(piece) }
        } using: { handover in
            while let piece = try handover.next() {
                switch piece {
                case .values(let rows):
                    try StateRows.insert(rows, in: database)
                    done += rows.count
                    progress(done, manifest.keyCount)
                case .nodes(let nodes): try StateTreeRows.write(nodes, in: database)
                }
            }
        }
    }

    /// The block of the snapshot as far as it is known: without its transactions.
    private func writeBlock(to database: Database) throws(StorageError) {
        let put = try PreparedStatement(
            database, "INSERT INTO tiles (level, number, hashes) VALUES (?, ?, ?)")
        for (level, hashes) in manifest.edge.tiles.enumerated() where !hashes.isEmpty {
            try put.run(
                .integer(level), .size(manifest.edge.name(level: level).number),
                .blob(hashes.flatMap(\.bytes)))
        }
        try PreparedStatement(
            database,
            "INSERT INTO blocks (height, id, first_leaf, seal_leaf, header) VALUES (?, ?, ?, ?, ?)"
        ).run(
            .height(header.height), .digest(header.id.digest), .size(header.logSize),
            .size(header.logSize), .blob(header.encoded()))
        try PreparedStatement(
            database, "INSERT INTO certificates (height, bytes) VALUES (?, ?)"
        ).run(.height(header.height), .blob(manifest.certificate.encoded()))
        for change in manifest.setChanges { try ValidatorChangeRows.insert(change, in: database) }
        if header.nextValidatorSetHash != header.validatorSetHash {
            try writeOwnChange(to: database)
        }
        var log = LogAppender(manifest.edge.frontier)
        log.append(entry: header.encoded())
        try log.write(from: header.logSize, to: database)
        try HeadRow.write(
            LedgerHead(
                height: header.height, blockID: header.id, stateRoot: header.stateRoot,
                log: log.frontier), to: database)
        try BaseRow.write(header.height.next, to: database)
    }

    /// The block of the snapshot changes the validators itself: the state, believed by now, says to whom.
    private func writeOwnChange(to database: Database) throws(StorageError) {
        let leaf = try StateRows.value(for: .validators, in: database)
        guard let leaf, let next = try? ValidatorsLeaf(decoding: leaf).set,
            next.hash == header.nextValidatorSetHash
        else { throw .corrupt("block \(header.height) names other validators than its state") }
        try ValidatorChangeRows.insert(
            ValidatorSetChange(
                header: header, certificate: manifest.certificate, next: next), in: database)
    }

    /// Whole or not at all comes from the rename; until then nothing has to survive anything.
    private static var configuration: Configuration {
        let settings = DatabaseSettings(durability: .full)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA page_size = \(settings.pageBytes)")
            try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
            try database.execute(sql: "PRAGMA synchronous = OFF")
            try database.execute(sql: "PRAGMA cache_size = -65536")
        }
        return configuration
    }
}

private func synchronizeFile(_ path: String) throws(StorageError) {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system("fsync", path) }
}
