import Testing

@testable import LedgerCore
@testable import Storage

/// Nodes at any depth: keys that begin alike for more than 14 nibbles cannot be made in a test.
struct StateTreeRowsTests {
    private let home = TemporaryHome()
    private let paths = [0, 1, 3, 4, 13, 14, 15, 16, 40, 63].map {
        StateTreePath(prefixOf: Digest(hashing: Array("a key".utf8)), count: $0)
    }

    @Test func `a node is found under its path and version, and gone once it was removed`() throws {
        let chain = try TestChain.make(in: home)
        try chain.store.transact { database throws(StorageError) in
            try StateTreeRows.remove([.root], in: database)
            try StateTreeRows.write(nodes(of: 3), in: database)
            try StateTreeRows.write(nodes(of: 4), in: database)
        }

        #expect(try paths.map { try row(at: $0, of: 4, in: chain) } == nodes(of: 4).map(\.row))
        #expect(try paths.allSatisfy { try row(at: $0, of: 3, in: chain) == nil })
        try chain.store.transact { database throws(StorageError) in
            try StateTreeRows.remove(paths, in: database)
        }
        #expect(try paths.allSatisfy { try row(at: $0, of: 4, in: chain) == nil })
    }

    @Test func `what was replaced is found from the version before`() throws {
        let chain = try TestChain.make(in: home)
        try chain.store.transact { database throws(StorageError) in
            try StateTreeRows.write(nodes(of: 6), in: database)
            try FormerNodeRows.insert(nodes(of: 3), since: Height(4), in: database)
            try FormerNodeRows.insert(
                Array(nodes(of: 4).dropFirst(5)), since: Height(5), in: database)
            try FormerNodeRows.insert(nodes(of: 5), since: Height(6), in: database)
        }

        try chain.store.read { (reader) throws in
            let third = try #require(try FormerStateTree(of: Height(3), in: reader.database))
            let fifth = try #require(try FormerStateTree(of: Height(5), in: reader.database))
            for (index, path) in paths.enumerated() {
                #expect(try third.node(key(path, 3)) == row(of: 3, index))
                #expect(try third.node(key(path, 4)) == nil)
                #expect(try fifth.node(key(path, 5)) == row(of: 5, index))
                #expect(try fifth.node(key(path, 6)) == row(of: 6, index))
            }
            #expect(try FormerStateTree(of: Height(2), in: reader.database) == nil)
            #expect(try FormerStateTree(of: Height(6), in: reader.database) == nil)
        }
    }

    private func key(_ path: StateTreePath, _ version: UInt64) -> StateTreeNodeKey {
        StateTreeNodeKey(path: path, version: Height(version))
    }

    /// As large as nodes are, so that they are several rows.
    private func row(of version: UInt64, _ index: Int) -> Bytes {
        Bytes(repeating: UInt8(version), count: 9_000) + [UInt8(index)]
    }

    private func nodes(of version: UInt64) -> [StateTreeRows.Node] {
        paths.enumerated().map { (key($0.element, version), row(of: version, $0.offset)) }
    }

    private func row(
        at path: StateTreePath, of version: UInt64, in chain: TestChain
    ) throws -> Bytes? {
        try chain.store.read { (reader) throws in
            try StateTreeRows(reader.database).node(key(path, version))
        }
    }
}
