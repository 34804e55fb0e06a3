import Foundation
import LedgerCore
import Testing

@testable import Storage

/// Damaged ranges: they are refused, or are a range whose every part still belongs together.
///
/// `DAFTAR_FUZZ=1` asks for a long run, `DAFTAR_SEED` repeats one.
struct BlockRangeFuzzTests {
    @Test func `no bytes of a peer trap the decoder of ranges`() throws {
        let environment = ProcessInfo.processInfo.environment
        let rounds = environment["DAFTAR_FUZZ"] == nil ? 1_500 : 200_000
        var random = SeededRandom(seed: environment["DAFTAR_SEED"].flatMap { UInt64($0) } ?? 11)
        let home = TemporaryHome()
        let chain = try TestChain.make(in: home)
        for block in 0..<3 {
            try chain.extend(TestChain.transactions(3 * block..<3 * block + 3))
        }
        let sent = try #require(try chain.store.read { try $0.blockRange(from: .first) }).bytes
        let frame = try BlockRangeFrame(decoding: sent)
        let plain = try Zlib.decompress(frame.compressed, count: frame.plainByteCount)
        let limits = BlockRange.Limits(compressedBytesMax: 1 << 16, plainBytesMax: 1 << 16)

        for round in 0..<rounds {
            // Half of the rounds damage what lies inside the compression, which zlib would not let by.
            let bytes: Bytes
            if round.isMultiple(of: 2) {
                bytes = random.damage(sent)
            } else {
                let inner = random.damage(plain)
                bytes =
                    BlockRangeFrame(
                        chain: frame.chain, first: frame.first, blockCount: frame.blockCount,
                        plainByteCount: inner.count, compressed: Zlib.compress(inner)
                    ).encoded()
            }
            guard let range = try? BlockRange(decoding: bytes, within: limits) else { continue }
            for block in range.blocks {
                #expect(throws: Never.self) { try block.requireRoots() }
            }
        }
    }
}
