import Testing

@testable import Season

@Suite struct SeededGeneratorTests {
    @Test func `the sequence is that of SplitMix64`() {
        // The reference sequence of seed 1234567, from the authors' C program.
        var draw = SeededGenerator(seed: 1_234_567)

        let words = (0..<5).map { _ in draw.next() }

        #expect(
            words == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test func `numbers stay in their range and reach both ends`() {
        var draw = SeededGenerator(seed: 1)

        let numbers = (0..<1_000).map { _ in draw.number(in: -2...2) }

        #expect(Set(numbers) == [-2, -1, 0, 1, 2])
    }

    @Test func `parts of one seed go their own ways`() {
        let draw = SeededGenerator(seed: 1)
        var (one, other, again) = (draw.part("a"), draw.part("b"), draw.part("a"))

        let (first, second, third) = (one.next(), other.next(), again.next())

        #expect(first != second)
        #expect(first == third)
    }

    @Test func `an id is a version 4 UUID`() throws {
        var draw = SeededGenerator(seed: 5)
        let form =
            /urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/

        for _ in 0..<100 { #expect(draw.uuid().wholeMatch(of: form) != nil) }
    }
}
