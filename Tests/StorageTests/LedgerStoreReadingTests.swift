import LedgerCore
import Testing

@testable import Storage

struct LedgerStoreReadingTests {
    private let home = TemporaryHome()

    @Test func `a ledger is looked at while another process has it`() throws {
        let chain = try TestChain.make(in: home)
        let block = try chain.extend(try TestChain.transactions(0..<3))

        let looking = try LedgerStore.openForReading(home: home.paths)

        #expect(looking.head == chain.store.head)
        #expect(try looking.read { reader in try reader.block(at: .first) } == block)
        #expect(looking.verify() == chain.store.verify())
        #expect(try chain.extend(try TestChain.transactions(3..<5)).height == Height(2))
    }

    @Test func `a ledger whose node has ended is looked at as well`() throws {
        do {
            let chain = try TestChain.make(in: home)
            try chain.extend(try TestChain.transactions(0..<3))
            try chain.store.close()
        }

        let looking = try LedgerStore.openForReading(home: home.paths)

        #expect(looking.head.height == .first)
    }

    @Test func `looking writes nothing`() throws {
        let chain = try TestChain.make(in: home)
        let looking = try LedgerStore.openForReading(home: home.paths)

        #expect(throws: StorageError.self) { try looking.adoptHome() }
        #expect(throws: StorageError.self) {
            try looking.addToPool(try TestChain.transactions(0..<1))
        }
        withExtendedLifetime(chain) {}
    }

    @Test func `there must be a ledger, of the chain that is asked for`() throws {
        #expect(throws: StorageError.noLedger(path: home.paths.ledger)) {
            _ = try LedgerStore.openForReading(home: home.paths)
        }

        _ = try TestChain.make(in: home)
        let other = ChainID(genesis: [1])

        #expect(throws: StorageError.otherChain(found: TestChain.chainID, expected: other)) {
            _ = try LedgerStore.openForReading(home: home.paths, chain: other)
        }
    }
}
