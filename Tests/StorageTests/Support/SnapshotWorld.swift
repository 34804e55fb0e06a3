import LedgerCore
import Testing

@testable import Storage

/// A ledger to take a snapshot of, and an empty home to bring it to.
struct SnapshotWorld {
    static let now = Timestamp(milliseconds: 1_791_000_000_000)

    let home = TemporaryHome()
    let target = TemporaryHome()
    private let folders = TemporaryHome()

    static func change(_ number: Int, _ value: String?) -> StateChange {
        let lot = "lot-\(number / 4)"
        let key: StateKey =
            switch number % 4 {
            case 0: .lot(lot)
            case 1: .consignments(to: .nobody, lot: lot, in: .milligram)
            case 2: .origins(of: lot)
            default: StateKey(.member, "key-\(number)")
            }
        return StateChange(key: key, value: value.map { Array($0.utf8) })
    }

    /// Changes of thirty of two hundred keys a block, some of them removals; always the same.
    struct Changes {
        private var random = SeededRandom(seed: 1)

        mutating func next() -> [StateChange] {
            var changes: [StateKey: StateChange] = [:]
            for _ in 0..<30 {
                let number = random.next(below: 200)
                let value = random.next(below: 5) == 0 ? nil : "value \(random.next(below: 9))"
                let change = SnapshotWorld.change(number, value)
                changes[change.key] = change
            }
            return changes.values.sorted { $0.key < $1.key }
        }
    }

    static func changes() -> Changes { Changes() }

    /// Blocks of two transactions, with changes.
    func source(blocks: Int) throws -> TestChain {
        let chain = try TestChain.make(in: home)
        var changes = SnapshotWorld.changes()
        for block in 0..<blocks {
            try chain.extend(
                TestChain.transactions(2 * block..<2 * block + 2), changes: changes.next())
        }
        return chain
    }

    func export(
        _ chain: TestChain
    ) throws -> (folder: SnapshotFolder, verified: VerifiedSnapshot) {
        try makeDirectory(folders.paths.directory)
        let folder = SnapshotFolder(directory: folders.paths.directory + "/snapshot")
        let manifest = try chain.store.exportSnapshot(to: folder.directory)
        #expect(try folder.manifest() == manifest)
        return (folder, try verified(manifest))
    }

    func verified(_ manifest: SnapshotManifest) throws -> VerifiedSnapshot {
        try VerifiedSnapshot(
            manifest, chain: TestChain.chainID, validators: TestChain.validators)
    }

    func install(
        _ snapshot: (folder: SnapshotFolder, verified: VerifiedSnapshot)
    ) throws -> LedgerStore {
        try LedgerStore.install(
            snapshot.verified, from: snapshot.folder, genesis: TestChain.genesis,
            into: target.paths, at: SnapshotWorld.now)
        return try LedgerStore.open(home: target.paths)
    }

    func values(of store: LedgerStore) throws -> [StateKey: Bytes] {
        let rows = try store.read { reader in
            try StateRows.rows(after: nil, limit: .max, in: reader.database)
        }
        return try Dictionary(
            uniqueKeysWithValues: rows.map {
                let (type, id) = try $0.place.key()
                return (StateKey(type, id), $0.value)
            })
    }
}

extension SnapshotChunkWriter {
    mutating func add(key id: Bytes, ofType type: UInt8, value: Bytes) -> Plain? {
        id.withUnsafeBytes { id in
            value.withUnsafeBytes { value in add(type: type, id: id, value: value) }
        }
    }
}
