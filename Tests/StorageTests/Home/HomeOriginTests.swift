import Foundation
import LedgerCore
import Testing

@testable import Storage

struct HomeOriginTests {
    private let home = TemporaryHome()

    @Test func `a copied home is recognised, and is its own once it is adopted`() throws {
        let chain = try TestChain.make(in: home)
        try chain.extend([try TestChain.transaction(1)])
        let copy = try home.copy()

        let origin = try {
            let store = try LedgerStore.open(home: copy.paths)
            let origin = store.origin
            try store.adoptHome()
            #expect(store.origin == .own)
            #expect(store.instance != chain.store.instance)
            return origin
        }()

        #expect(origin == .copied)
        #expect(try LedgerStore.open(home: copy.paths).origin == .own)
    }

    @Test
    func
        `a home of a chain with others is unproven until it is adopted, and again when it is doubted`()
        throws
    {
        try LedgerStore.create(home: home.paths, genesis: TestChain.genesis, isProven: false)
        func open<Value>(_ body: (LedgerStore) throws -> Value) throws -> Value {
            let store = try LedgerStore.open(home: home.paths)
            defer { try? store.close() }
            return try body(store)
        }

        #expect(try open { $0.origin } == .unproven)
        try open { try $0.adoptHome() }
        #expect(try open { $0.origin } == .own)
        try open { store in
            try store.doubtHome()
            #expect(store.origin == .unproven)
        }
        #expect(try open { $0.origin } == .unproven)
    }

    @Test func `a home that was moved is still the same`() throws {
        let instance = try {
            let chain = try TestChain.make(in: home)
            return chain.store.instance
        }()
        let moved = TemporaryHome()
        try FileManager.default.moveItem(
            atPath: home.paths.directory, toPath: moved.paths.directory)

        let store = try LedgerStore.open(home: moved.paths)

        #expect(store.origin == .own)
        #expect(store.instance == instance)
    }

    @Test func `a file system that knows births tells a copy from its original`() throws {
        _ = try TestChain.make(in: home)
        let copy = try home.copy()

        let original = try FileIdentity(of: home.paths.ledger)

        #expect(try FileIdentity(of: copy.paths.ledger) != original)
        #expect(try FileIdentity(of: home.paths.ledger) == original)
        #expect(original.inode > 0)
    }
}
