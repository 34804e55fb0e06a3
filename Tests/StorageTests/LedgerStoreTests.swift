import Glibc
import LedgerCore
import Testing

@testable import Storage

struct LedgerStoreTests {
    private let home = TemporaryHome()

    @Test func `a new ledger stands at genesis`() throws {
        let chain = try TestChain.make(in: home)

        #expect(chain.store.head.height == .genesis)
        #expect(chain.store.head.log == MerkleFrontier())
        #expect(chain.store.chainID == TestChain.chainID)
        #expect(chain.store.origin == .own)
        #expect(
            try chain.store.read { reader in try reader.genesis() }
                == TestChain.genesis)
    }

    @Test func `SQLite acknowledges a commit only when it is on disk`() throws {
        let chain = try TestChain.make(in: home)

        #expect(try chain.store.pool.synchronousMode() == 2)
    }

    @Test func `what was committed is there after the home is opened again`() throws {
        let transactions = try TestChain.transactions(0..<3)
        let (block, head) = try {
            let chain = try TestChain.make(in: home)
            let block = try chain.extend(transactions)
            return (block, chain.store.head)
        }()

        let store = try LedgerStore.open(home: home.paths)

        #expect(store.head == head)
        #expect(
            try store.read { reader in try reader.block(at: .first) } == block)
    }

    @Test func `a second process is kept out of a home`() throws {
        let chain = try TestChain.make(in: home)

        #expect(throws: StorageError.homeInUse(path: home.paths.lock, processID: getpid())) {
            _ = try LedgerStore.open(home: home.paths)
        }
        withExtendedLifetime(chain) {}
    }

    @Test func `a ledger is not created over another one`() throws {
        try LedgerStore.create(home: home.paths, genesis: TestChain.genesis)

        #expect(throws: StorageError.ledgerExists(path: home.paths.ledger)) {
            try LedgerStore.create(home: home.paths, genesis: [1])
        }
    }
}
