import LedgerCore
import Testing

@testable import Storage

struct VerifiedRangeTests {
    let home = TemporaryHome()
    private let limits = BlockRange.Limits(compressedBytesMax: 1 << 20, plainBytesMax: 1 << 20)
    let start = HeaderChain(
        chain: TestChain.chainID, height: .genesis, blockID: .none,
        time: Timestamp(milliseconds: 0), logSize: 0, validators: TestChain.validators)

    func ranges(_ chain: TestChain, _ firsts: [Height]) throws -> [BlockRange] {
        try firsts.map { first in
            let sent = try chain.store.read { try $0.blockRange(from: first, blocksMax: 2) }
            return try BlockRange(decoding: try #require(sent).bytes, within: limits)
        }
    }

    @Test func `ranges are verified one on the other`() throws {
        let chain = try TestChain.make(in: home)
        for block in 0..<4 { try chain.extend(TestChain.transactions(block..<block + 1)) }
        let ranges = try ranges(chain, [.first, Height(3)])

        let first = try VerifiedRange(ranges[0], on: start)
        let second = try VerifiedRange(ranges[1], on: first.chain)

        let head = chain.store.head
        #expect((second.first, second.last) == (Height(3), Height(4)))
        #expect(second.chain.blockID == head.blockID)
        #expect(second.chain.logSize == head.log.size)
        let blocks = first.blocks + second.blocks
        let committed = try chain.store.read { reader in
            try (1...4).map { try reader.block(at: Height($0))?.decided }
        }
        #expect(blocks == committed)
    }

    @Test func `a range that is not the next one, or lacks a content, is refused`() throws {
        let chain = try TestChain.make(in: home)
        for block in 0..<4 { try chain.extend(TestChain.transactions(block..<block + 1)) }
        try chain.store.purgeContents(of: [try TestChain.transaction(1).id])
        let ranges = try ranges(chain, [.first, Height(3)])

        #expect(throws: VerificationFault.contentPurged(Height(2))) {
            _ = try VerifiedRange(ranges[0], on: start)
        }
        #expect(
            throws: VerificationFault.header(
                .heightOther(found: Height(3), expected: .first))
        ) {
            _ = try VerifiedRange(ranges[1], on: start)
        }
    }
}

extension VerifiedRangeTests {
    @Test func `the validators that a block brings into force come with it`() throws {
        let chain = try TestChain.make(in: home)
        let record = ValidatorRecord(
            name: try #require(MemberID("node-9")), consensusKey: TestChain.key(9).publicKey,
            logKey: TestChain.key(10).publicKey, cosignerKey: TestChain.key(11).publicKey,
            address: "")
        let leaf = try #require(ValidatorsLeaf(number: 1, from: Height(2), validators: [record]))
        let change = StateChange(key: .validators, value: leaf.encoded())
        try chain.extend(TestChain.transactions(0..<1), changes: [change], next: leaf.set)

        let range = try ranges(chain, [.first])[0]
        let verified = try VerifiedRange(range, on: start)

        #expect(range.blocks[0].nextValidators == leaf.set)
        #expect(verified.chain.validators == leaf.set)
        let kept = try chain.store.read { try $0.validatorChanges(through: .first) }
        #expect(kept.map(\.next) == [leaf.set])
        #expect(kept.map(\.header) == [range.blocks[0].header])
    }
}
