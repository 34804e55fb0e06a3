import Foundation
import LedgerCore
import Testing

@testable import Storage

struct StateLeavesTests {
    private let home = TemporaryHome()

    /// Of 40,000 leaves each of 256 buckets is written in several pieces, between those of the others.
    @Test(arguments: [0, 1, 40_000])
    func `leaves come back in the order of their keys, each with its value`(count: Int) throws {
        try makeDirectory(home.paths.directory)
        var leaves = try StateLeaves(path: home.paths.ledger)
        let keys = (0..<count).map { Digest(hashing: Array("key \($0)".utf8)) }
        for (number, key) in keys.enumerated() {
            try leaves.add(key: key, valueHash: Digest(hashing: Array("value \(number)".utf8)))
        }

        var found: [(key: Digest, valueHash: Digest)] = []
        try leaves.forEach { found.append(($0, $1)) }

        #expect(found.map(\.key) == keys.sorted())
        let numbers = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
        let isWhole = try found.allSatisfy { leaf in
            let number = try #require(numbers[leaf.key])
            return leaf.valueHash == Digest(hashing: Array("value \(number)".utf8))
        }
        #expect(isWhole)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.paths.directory) == [])
    }
}
