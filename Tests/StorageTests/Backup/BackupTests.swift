import Foundation
import LedgerCore
import Testing

@testable import Storage

struct BackupTests {
    private let home = TemporaryHome()
    private let restored = TemporaryHome()
    private var file: String { home.paths.directory + "/backup.daftar" }
    private let moment = Timestamp(milliseconds: 1_790_000_000_000)

    @Test func `a backup that is taken while blocks are committed is one whole height`()
        async throws
    {
        let chain = try TestChain.make(in: home)
        let content = Bytes(repeating: 7, count: 100_000)
        for number in 0..<20 {
            try chain.extend([try TestChain.transaction(number, content: content)])
        }
        let store = chain.store

        let taken = Task.detached { [file] in try store.backup(to: file) }
        for number in 20..<60 {
            try chain.extend([try TestChain.transaction(number, content: content)])
        }
        let head = try await taken.value
        try LedgerStore.restore(from: file, to: restored.paths, at: moment)

        let copy = try LedgerStore.open(home: restored.paths)
        #expect(copy.head == head)
        let blocks = Int(head.height.rawValue)
        #expect(copy.verify() == .sound(LedgerExtent(blocks: blocks, transactions: blocks)))
    }

    @Test func `a restored home says so until it is adopted`() throws {
        let chain = try TestChain.make(in: home)
        try chain.extend([try TestChain.transaction(1)])
        try chain.store.backup(to: file)
        try LedgerStore.restore(from: file, to: restored.paths, at: moment)

        let store = try LedgerStore.open(home: restored.paths)

        #expect(store.origin == .restored(at: moment))
        #expect(store.instance != chain.store.instance)
        try store.adoptHome()
        #expect(store.origin == .own)
    }

    @Test func `a restored validator remembers what it had signed`() throws {
        let chain = try TestChain.make(in: home)
        let vote = TestChain.precommit(nil, height: .first)
        let record = TestChain.record(height: .first, messages: [vote])
        try chain.store.consensusLog.write(record)
        try chain.store.backup(to: file)
        try LedgerStore.restore(from: file, to: restored.paths, at: moment)

        let store = try LedgerStore.open(home: restored.paths)

        try store.read { reader throws in
            #expect(try reader.consensusRecord() == record)
        }
    }

    @Test func `nothing is restored over a ledger, or from something else`() throws {
        let chain = try TestChain.make(in: home)
        try chain.store.backup(to: file)
        let text = home.paths.directory + "/text"
        try Data("not a ledger at all, but long enough".utf8).write(to: URL(filePath: text))

        #expect(throws: StorageError.homeInUse(path: home.paths.lock, processID: getpid())) {
            try LedgerStore.restore(from: file, to: home.paths, at: moment)
        }
        #expect(throws: StorageError.noLedger(path: "/nowhere")) {
            try LedgerStore.restore(from: "/nowhere", to: restored.paths, at: moment)
        }
        #expect(throws: StorageError.self) {
            try LedgerStore.restore(from: text, to: restored.paths, at: moment)
        }
        #expect(throws: StorageError.noLedger(path: restored.paths.ledger)) {
            _ = try LedgerStore.open(home: restored.paths)
        }
        try LedgerStore.restore(from: file, to: restored.paths, at: moment)
        #expect(throws: StorageError.ledgerExists(path: restored.paths.ledger)) {
            try LedgerStore.restore(from: file, to: restored.paths, at: moment)
        }
    }
}
