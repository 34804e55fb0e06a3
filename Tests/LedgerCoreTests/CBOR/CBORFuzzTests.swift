import LedgerCore
import Testing

/// Random and damaged bytes: a decoder answers or throws, and what it accepts it writes back unchanged.
@Suite struct CBORFuzzTests {
    @Test func `damaged encodings never trap and never change meaning`() throws {
        var random = SeededRandom(seed: 20261123)
        var writer = CBORWriter()
        writer.array(count: 4)
        writer.map { map in
            map.entry(1) { $0.unsigned(70_000) }
            map.entry("text") { $0.text("зардолу") }
        }
        writer.bytes(Bytes(repeating: 7, count: 40))
        writer.tag(18)
        writer.array([Height(1), Height(300)])
        writer.optional(nil as Height?)
        let sound = writer.output

        for _ in 0..<50_000 {
            var damaged = sound
            for _ in 0...random.next(below: 3) {
                damaged[random.next(below: damaged.count)] = UInt8(random.next(below: 256))
            }
            if random.next(below: 4) == 0 { damaged.removeLast(random.next(below: damaged.count)) }
            var reader = CBORReader(damaged)
            if let item = try? reader.item() { #expect(Array(item) == reader.bytes(since: 0)) }
        }
    }
}
