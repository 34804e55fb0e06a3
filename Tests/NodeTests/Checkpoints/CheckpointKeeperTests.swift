import LedgerCore
import Logging
import Testing

@testable import Node

struct CheckpointKeeperTests {
    private static let keys = DemoKeys(seed: "checkpoints")
    private static let validators = (0..<4).compactMap { MemberID("node-\($0)") }
        .map { keys.validator($0, address: "") }
    private static let root = Digest(hashing: [1])

    private func keeper(_ index: Int?) -> CheckpointKeeper {
        CheckpointKeeper(
            origin: "ledger.example/checkpoints",
            signer: index.map { Self.validators[$0].name }.map { name in
                CheckpointKeeper.Signer(
                    log: Self.keys.key(.log, name.text),
                    cosigner: Self.keys.key(.cosigner, name.text))
            }, logger: Logger(label: "tests"))
    }

    private func word(
        of index: Int, on size: UInt64 = 9, root: Digest = root, at time: UInt64 = 100
    ) throws -> SignedNote {
        try #require(
            keeper(index).decided(size: size, root: root, at: time, validators: Self.validators))
    }

    private func receive(_ note: SignedNote, by keeper: CheckpointKeeper) -> Bool {
        keeper.received(note, validators: Self.validators)
    }

    @Test func `a checkpoint is served once a quorum has signed it, each with two signatures`()
        throws
    {
        let keeper = keeper(0)
        _ = keeper.decided(size: 9, root: Self.root, at: 100, validators: Self.validators)

        let first = try receive(word(of: 1), by: keeper)
        let early = keeper.served
        let second = try receive(word(of: 2), by: keeper)

        #expect(first && second)
        #expect(early == nil)
        let note = try #require(keeper.served)
        let origin = "ledger.example/checkpoints"
        let known = Self.validators.compactMap { $0.cosignerNoteKey(origin: origin) }
        #expect(try note.verified(by: known) == Array(known[..<3]))
        #expect(note.signatures.count == 6)
        #expect(Checkpoint(text: note.text)?.size == 9)
    }

    @Test func `a validator signs from the block on that takes it in, and not after it has left`() {
        let keeper = keeper(3)
        func signs(_ size: UInt64, _ validators: [ValidatorRecord]) -> Bool {
            keeper.decided(size: size, root: Self.root, at: 100, validators: validators) != nil
        }

        #expect(!signs(9, Array(Self.validators[..<3])))
        #expect(signs(11, Self.validators))
        #expect(!signs(13, Array(Self.validators[..<3])))
    }

    @Test func `what others signed a moment sooner counts when the block is decided here`() throws {
        let keeper = keeper(nil)
        for index in 1...3 { #expect(try receive(word(of: index), by: keeper)) }

        let before = keeper.servedSize
        _ = keeper.decided(size: 9, root: Self.root, at: 100, validators: Self.validators)

        #expect(before == nil)
        #expect(keeper.servedSize == 9)
        #expect(keeper.own == nil)
    }

    @Test func `a stranger's word, and one on another log, count for nothing`() throws {
        let keeper = keeper(0)
        _ = keeper.decided(size: 9, root: Self.root, at: 100, validators: Self.validators)
        let stranger = try word(of: 1)
        let others = Array(Self.validators.dropFirst(2))

        #expect(!keeper.received(stranger, validators: others))
        for index in 1...3 {
            _ = try receive(word(of: index, root: Digest(hashing: [2])), by: keeper)
        }

        #expect(keeper.served == nil)
    }

    @Test func `signed again, the same checkpoint carries the later time`() throws {
        let keeper = keeper(0)
        _ = keeper.decided(size: 9, root: Self.root, at: 100, validators: Self.validators)
        for index in 1...2 { _ = try receive(word(of: index), by: keeper) }

        let again = try #require(keeper.again(at: 5_000, validators: Self.validators))
        _ = try receive(word(of: 1, at: 5_001), by: keeper)
        _ = try receive(word(of: 2, at: 50), by: keeper)

        #expect(again.signatures.compactMap(\.cosignedAt) == [5_000])
        #expect(keeper.served?.signatures.compactMap(\.cosignedAt) == [5_000, 5_001, 100])
    }

    @Test func `a block that is not signed here is served when the others have signed it`() throws {
        let keeper = keeper(0)
        keeper.decided(size: 9, root: Self.root, validators: Self.validators)

        let own = keeper.own
        for index in 1...3 { #expect(try receive(word(of: index), by: keeper)) }

        #expect(own == nil)
        #expect(keeper.servedSize == 9)
    }

    @Test func `signatures for sizes that nobody decides are kept in bounds`() throws {
        let keeper = keeper(0)
        _ = keeper.decided(size: 9, root: Self.root, at: 100, validators: Self.validators)

        for size in UInt64(100)..<400 { _ = try receive(word(of: 1, on: size), by: keeper) }

        #expect(keeper.sizesHeld <= 2 * CheckpointKeeper.sizesMax)
        #expect(!keeper.isComplete)
    }
}
