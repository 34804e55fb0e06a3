import Foundation
import GRDB
import LedgerCore
import Testing

@testable import Storage

struct ArchiveTests {
    private let home = TemporaryHome()

    /// Forty blocks of one transaction, with contents that fill pages.
    private func chain() throws -> TestChain {
        let chain = try TestChain.make(in: home)
        for number in 0..<40 {
            try chain.extend([
                TestChain.transaction(
                    number, content: Bytes(repeating: UInt8(number), count: 50_000))
            ])
        }
        return chain
    }

    private func blocks(_ store: LedgerStore) throws -> [CommittedBlock?] {
        try (1...40).map { height in
            try store.read { try $0.block(at: Height(UInt64(height))) }
        }
    }

    @Test func `contents that were moved to a file read as before, and come back`() throws {
        let chain = try chain()
        let before = try blocks(chain.store)
        let ranges = try chain.store.read { try $0.blockRange(from: .first) }
        let id = try #require(before[4]).decided.block.body.transactions[0].id

        #expect(try chain.store.archivableHeights() == .first...Height(24))
        let file = try #require(try chain.store.archiveContents(through: Height(20)))
        let again = try chain.store.archiveContents(through: Height(20))
        #expect(try chain.store.archivableHeights() == Height(21)...Height(24))

        #expect((file.first, file.last) == (.first, Height(20)))
        #expect(again == nil)
        #expect(try blocks(chain.store) == before)
        #expect(try chain.store.read { try $0.blockRange(from: .first) } == ranges)
        #expect(
            try chain.store.read { try $0.content(of: id) } == Bytes(repeating: 4, count: 50_000))
        #expect(
            try chain.store.read { try $0.contentSlices(of: id, [0..<2, 9..<10]) } == [
                [4, 4], [4],
            ])
        #expect(chain.store.verify() == .sound(LedgerExtent(blocks: 40, transactions: 40)))
        try chain.store.restoreContents(of: .first...Height(40))
        try FileManager.default.removeItem(atPath: chain.store.paths.archive)
        #expect(try blocks(chain.store) == before)
    }

    @Test func `a file that is away, or is another, is told`() throws {
        let chain = try chain()
        let file = try #require(try chain.store.archiveContents(through: Height(20)))
        let path = chain.store.paths.archive + "/" + file.name
        let id = try TestChain.transaction(
            4, content: Bytes(repeating: 4, count: 50_000)
        ).id
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(filePath: path))

        func isRefused() throws -> Bool {
            do {
                _ = try chain.store.read { try $0.content(of: id) }
                return false
            } catch StorageError.archive { return true }
        }

        #expect(try isRefused())
        try FileManager.default.removeItem(atPath: path)
        #expect(try isRefused())
        #expect(throws: StorageError.self) {
            try chain.store.restoreContents(of: .first...Height(20))
        }
        #expect(throws: StorageError.self) {
            try chain.store.purgeContents(of: .first...Height(3))
        }
    }

    @Test func `the last blocks, which an index may still need, are not moved`() throws {
        let chain = try chain()

        let file = try #require(try chain.store.archiveContents(through: Height(40)))

        #expect(file.last == Height(40 - UInt64(LedgerStore.effectsKept)))
    }

    @Test func `space that purging frees is given back to the file system`() throws {
        let chain = try chain()
        try chain.store.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        let before = try chain.store.diskUse()

        try chain.store.purgeContents(of: .first...Height(30))
        let freed = try chain.store.diskUse().freeBytes
        while try chain.store.giveBackSpace(pagesMax: 50) > 0 {}
        try chain.store.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }

        let after = try chain.store.diskUse()
        #expect(freed > 1_400_000)
        #expect(after.freeBytes == 0)
        #expect(after.ledgerBytes < before.ledgerBytes - 1_400_000)
        #expect(
            chain.store.verify()
                == .sound(
                    LedgerExtent(blocks: 40, transactions: 40, purgedContents: 30)))
    }

    @Test func `each table says what it takes`() throws {
        let chain = try chain()

        let tables = try chain.store.read { try $0.tableBytes() }

        #expect(tables.first?.table == "contents")
        #expect(try #require(tables.first).byteCount > 2_000_000)
        #expect(Set(tables.map(\.table)).isSuperset(of: ["blocks", "transactions", "state"]))
    }
}
