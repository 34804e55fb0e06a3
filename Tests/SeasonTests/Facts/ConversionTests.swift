import Testing

@testable import Season

@Suite struct ConversionTests {
    @Test(arguments: [
        Conversion.dryingApricot, .stoningApricot, .crackingStones, .ginningLint, .ginningSeed,
        .curingOnion,
    ])
    func `a yield stays inside the limits of the rule and near the typical value`(
        conversion: Conversion
    ) {
        var draw = SeededGenerator(seed: 7)
        let input = 3_000_000

        let yields = (0..<1_000).map { _ in conversion.yield(of: input, draw: &draw) }

        let shares = yields.map { Double($0) / Double(input) * 1_000 }
        #expect(shares.allSatisfy { conversion.limits.contains(Int($0.rounded(.up))) })
        let mean = shares.reduce(0, +) / Double(shares.count)
        #expect(abs(mean - Double(conversion.typical)) < Double(conversion.typical) / 20)
    }

    @Test func `lint and seed together never outweigh the cotton`() {
        var draw = SeededGenerator(seed: 11)

        for _ in 0..<1_000 {
            let lint = Conversion.ginningLint.yield(of: 10_000_000, draw: &draw)
            let seed = Conversion.ginningSeed.yield(of: 10_000_000, draw: &draw)
            #expect(lint + seed < 10_000_000)
        }
    }
}
