import Foundation
import GRDB
import LedgerCore
import Testing

@testable import Storage

struct RecoveryTests {
    private let home = TemporaryHome()

    @Test func `a process that was killed after a commit has the block`() throws {
        let chain = try TestChain.make(in: home)
        let block = try chain.extend(try TestChain.transactions(0..<2))

        // The files as they are while the first process still has them open.
        let crashed = try home.copy()

        let store = try LedgerStore.open(home: crashed.paths)
        #expect(store.head == chain.store.head)
        #expect(
            try store.read { reader in try reader.block(at: .first) }
                == block)
    }

    @Test func `a process that was killed inside a commit has the block before, and the pool`()
        throws
    {
        let chain = try TestChain.make(in: home)
        let waiting = try TestChain.transactions(0..<2)
        try chain.store.addToPool(waiting)
        let before = chain.store.head
        let (block, state) = try chain.decide(waiting, changes: [change(1, "one")])

        // SQLite writes pages to the log before the commit record; the crash comes between the two.
        var crashed: TemporaryHome?
        #expect(throws: StorageError.self) {
            try chain.store.transact { database throws(StorageError) in
                try BlockRows.insert(block, firstLeaf: 0, in: database)
                try StateRows.apply(state.changes, in: database)
                do {
                    try database.execute(sql: "PRAGMA cache_spill = 1")
                    try database.execute(sql: "PRAGMA cache_size = 1")
                    try database.execute(
                        sql: "INSERT INTO contents (codec, bytes) VALUES (0, zeroblob(4000000))")
                    crashed = try home.copy()
                } catch { throw StorageError(error) }
                throw .diskFull
            }
        }

        for paths in [try #require(crashed).paths] {
            let store = try LedgerStore.open(home: paths)
            #expect(store.head == before)
            try store.read { reader throws in
                #expect(try reader.poolTransactions() == waiting)
                #expect(try reader.header(at: .first) == nil)
            }
        }
        try chain.store.commit(block, state: state)
        #expect(chain.store.head.height == .first)
    }

    @Test func `every beginning of the write-ahead log opens as some earlier block`() throws {
        let chain = try TestChain.make(in: home)
        var heads = [chain.store.head]
        for number in 0..<4 {
            try chain.extend([try TestChain.transaction(number)])
            heads.append(chain.store.head)
        }
        let full = try home.copy()
        let log = full.paths.ledger + "-wal"
        let bytes = try Data(contentsOf: URL(filePath: log))
        let cuts = stride(from: 0, to: bytes.count, by: max(1, bytes.count / 37))

        for cut in cuts {
            let torn = try full.copy()
            try bytes.prefix(cut).write(to: URL(filePath: torn.paths.ledger + "-wal"))
            try? FileManager.default.removeItem(atPath: torn.paths.ledger + "-shm")

            do {
                let store = try LedgerStore.open(home: torn.paths)
                #expect(heads.contains(store.head), "cut at \(cut)")
            } catch {
                let error = StorageError(error)
                // Before the first page was there, nothing was founded.
                #expect(error == .noLedger(path: torn.paths.ledger), "cut at \(cut)")
            }
        }
    }

    @Test func `a file that is no database is refused with a reason`() throws {
        let chain = try TestChain.make(in: home)
        try chain.store.close()
        let damaged = try home.copy()
        try Data(repeating: 0x5A, count: 9_000).write(to: URL(filePath: damaged.paths.ledger))
        try? FileManager.default.removeItem(atPath: damaged.paths.ledger + "-wal")

        let error = #expect(throws: StorageError.self) {
            _ = try LedgerStore.open(home: damaged.paths)
        }
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a head that does not fit its block is damage`() throws {
        let chain = try TestChain.make(in: home)
        try chain.extend([try TestChain.transaction(1)])
        try chain.store.transact { database throws(StorageError) in
            try PreparedStatement(database, "UPDATE head SET block = zeroblob(32)").run()
        }
        let damaged = try home.copy()

        #expect(throws: StorageError.corrupt("block 1 is not the one the head names")) {
            _ = try LedgerStore.open(home: damaged.paths)
        }
    }

    private func change(_ id: UInt8, _ value: String) -> StateChange {
        StateChange(key: StateKey(StateType(16), [id]), value: Array(value.utf8))
    }
}
