import LedgerCore
import Testing

@testable import Storage

struct ZlibTests {
    @Test(arguments: [0, 1, 300, 100_000])
    func `bytes come back as they were`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7) }

        let back = try Zlib.decompress(Zlib.compress(bytes), count: count)

        #expect(back == bytes)
    }

    @Test func `a stream must unfold to exactly what it says, and end there`() {
        let stream = Zlib.compress(Bytes(repeating: 7, count: 1_000))
        var damaged = stream
        damaged[stream.count / 2] ^= 1

        for (bytes, count) in [
            (stream, 999), (stream, 1_001), (stream + [0], 1_000), (damaged, 1_000),
            (Array(stream.dropLast()), 1_000), ([], 1), (stream, -1),
        ] {
            #expect(throws: Zlib.Fault.notZlib) { try Zlib.decompress(bytes, count: count) }
        }
    }

    @Test func `a claim that so few bytes cannot hold is refused before memory is taken`() {
        #expect(throws: Zlib.Fault.notZlib) {
            try Zlib.decompress([1, 2, 3], count: 1 << 40)
        }
    }
}
