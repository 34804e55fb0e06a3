import LedgerCore
import Testing

@testable import Storage

struct BackfillTests {
    private let world = SnapshotWorld()
    private let limits = BlockRange.Limits(compressedBytesMax: 1 << 22, plainBytesMax: 1 << 22)

    /// The next range below what the store has.
    private func ancestry(
        from source: LedgerStore, for store: LedgerStore, blocksMax: Int
    ) throws -> BlockAncestry? {
        let anchor = try store.read {
            try $0.blockAnchor(genesisValidators: TestChain.validators)
        }
        guard let anchor, let last = anchor.base.previous else { return nil }
        let sent = try #require(
            try source.read { try $0.blockRange(through: last, blocksMax: blocksMax) })
        return try BlockAncestry(
            BlockRange(decoding: sent.bytes, within: limits), below: anchor)
    }

    @Test(arguments: [1, 7, 1_000])
    func `what lies before a snapshot is filled in, to the last row of the log`(
        blocksMax: Int
    ) throws {
        let source = try world.source(blocks: 150)
        try source.store.purgeContents(of: [try TestChain.transaction(5).id])
        let store = try world.install(try world.export(source))
        for number in 0..<60 {
            let next = try source.extend(TestChain.transactions(1_000 + number..<1_001 + number))
            try store.commit(next, state: try store.stateUpdate([]))
        }

        var bases: [Height] = []
        while let ancestry = try ancestry(from: source.store, for: store, blocksMax: blocksMax) {
            bases.append(try store.fill(ancestry))
        }

        #expect(bases.last == .first)
        #expect(bases.count == (150 + blocksMax - 1) / blocksMax)
        #expect(try tiles(of: store) == tiles(of: source.store))
        #expect(store.verify() == source.store.verify())
        #expect(
            store.verify()
                == .sound(LedgerExtent(blocks: 210, transactions: 360, purgedContents: 1)))
        for height in [1, 100, 150, 210] {
            let headers = try [store, source.store].map { store in
                try store.read { try $0.header(at: Height(UInt64(height))) }
            }
            #expect(headers[0] == headers[1])
        }
    }

    @Test func `proofs of leaves above the base need nothing that lies below`() throws {
        let source = try world.source(blocks: 150)
        let store = try world.install(try world.export(source))
        let first = store.head.log.size
        for number in 0..<300 {
            let next = try source.extend(TestChain.transactions(1_000 + number..<1_001 + number))
            try store.commit(next, state: try store.stateUpdate([]))
        }
        let size = store.head.log.size

        for leaf in first..<size {
            let proofs = try [store, source.store].map { store in
                try store.read { try $0.inclusionProof(leaf: leaf, size: size) }
            }
            #expect(proofs[0] == proofs[1])
        }
    }

    @Test func `blocks that are not the ones right below are refused`() throws {
        let source = try world.source(blocks: 10)
        let store = try world.install(try world.export(source))
        let anchor = try #require(
            try store.read { try $0.blockAnchor(genesisValidators: TestChain.validators) })
        func fault(_ sent: EncodedBlockRange?, _ anchor: BlockAnchor) throws -> HeaderFault? {
            let range = try BlockRange(decoding: try #require(sent).bytes, within: limits)
            do throws(HeaderFault) {
                _ = try BlockAncestry(range, below: anchor)
                return nil
            } catch { return error }
        }
        let (right, wrong) = try source.store.read { reader in
            (
                try reader.blockRange(through: Height(10), blocksMax: 2),
                try reader.blockRange(through: Height(9), blocksMax: 2)
            )
        }
        let elsewhere = BlockAnchor(
            chain: anchor.chain, base: anchor.base, previous: BlockID(.zero),
            logSize: anchor.logSize, validators: anchor.validators)
        let unknown = BlockAnchor(
            chain: anchor.chain, base: anchor.base, previous: anchor.previous,
            logSize: anchor.logSize, validators: [:])

        #expect(try fault(right, anchor) == nil)
        #expect(
            try fault(wrong, anchor) == .heightOther(found: Height(9), expected: Height(10)))
        #expect(try fault(right, elsewhere) == .predecessorOther(Height(10)))
        #expect(try fault(right, unknown) == .validatorsOther(Height(10)))
    }

    private func tiles(of store: LedgerStore) throws -> [[Bytes]] {
        try store.read { reader in
            try PreparedStatement(
                reader.database, "SELECT level, number, hashes FROM tiles ORDER BY level, number"
            ).all {
                [
                    Array("\($0.integer(0))".utf8), Array("\($0.integer(1))".utf8), $0.blob(2),
                ]
            }
        }
    }
}
