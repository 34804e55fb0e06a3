import Testing

@testable import LedgerCore

struct StateTreePathTests {
    private let paths: [StateTreePath] = {
        var random = SeededRandom(seed: 3)
        let keys = (0..<40).map { _ in Digest(hashing: random.bytes(2)) } + [.zero]
        return Set(
            keys.flatMap { key in
                (0...64).map { StateTreePath(prefixOf: key, count: $0) }
            }
        ).sorted()
    }()

    @Test func `bytes and places are ordered as paths are`() {
        let bytes = paths.map(\.bytes)
        let places = paths.compactMap(\.place)

        #expect(zip(bytes, bytes.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
        #expect(places == Set(places).sorted())
        #expect(places.count == paths.count { $0.count <= 14 })
        #expect(places.allSatisfy { $0 >= 0 })
    }

    @Test func `the upper nodes come first, and each other one before what hangs on it`() {
        #expect(paths.first == .root)
        #expect(paths.prefix { $0.isUpper }.count == paths.count { $0.count <= 3 })
        for (path, next) in zip(paths, paths.dropFirst()) where !path.isUpper && path.count < 64 {
            let nibbles = (0..<path.count).map(path.nibble)
            let after = (0..<min(path.count, next.count)).map(next.nibble)
            // Directly behind a node comes its way down, or what does not hang on it.
            #expect(next.count == path.count + 1 || nibbles != after)
        }
    }

    @Test func `a longer path begins with the shorter`() {
        let path = StateTreePath(prefixOf: Digest(hashing: [1]), count: 17)
        let longer = path.appending(15).appending(0).appending(7)

        #expect((0..<17).allSatisfy { longer.nibble($0) == path.nibble($0) })
        #expect((17..<20).map(longer.nibble) == [15, 0, 7])
        #expect(longer.count == 20)
    }
}
