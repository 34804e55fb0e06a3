import LedgerCore
import Testing

/// A load with its carrier and seals.
struct ShipmentLeafTests {
    private let farm = Address.member(MemberID("farm-1")!)

    @Test func `seals stand in the order of their bytes, and those found before stay`() throws {
        var leaf = ShipmentLeaf(carrier: farm, seals: ["b", "A", "c"])
        let bytes = leaf.encoded()

        #expect(try ShipmentLeaf(decoding: bytes) == leaf)
        #expect(leaf.seals == ["A", "b", "c"])
        leaf.found(["c", "b", "A"])
        #expect(leaf.encoded() == bytes)
        leaf.found([])
        #expect(leaf.seals == [] && leaf.broken == ["A", "b", "c"])
        leaf.found(["d"])
        #expect(leaf.seals == ["d"] && leaf.broken == ["A", "b", "c"])
        #expect(try ShipmentLeaf(decoding: leaf.encoded()) == leaf)
    }

    private func line(_ number: Int) -> LoadLine {
        LoadLine(
            lot: "/01/\(number)", unit: .piece, address: farm,
            origin: EventReference(height: Height(1), transaction: 2, event: 3))
    }

    @Test func `what is in it is listed after its seals, a page at a time`() throws {
        var leaf = ShipmentLeaf(carrier: farm, seals: [])
        let without = leaf.encoded()
        var pages: [LoadPageLeaf] = []
        for number in 0..<70 {
            if let page = leaf.list.append(line(number), max: 69) { pages.append(page) }
        }

        #expect(without.prefix(2) == [0x84, 1])
        #expect(leaf.encoded().prefix(2) == [0x85, 2])
        #expect(try ShipmentLeaf(decoding: leaf.encoded()) == leaf)
        #expect(leaf.list.pages == 2 && leaf.list.count == 69 && leaf.list.isOverfull)
        #expect(leaf.list.lines.map(\.lot) == (64..<69).map { "/01/\($0)" })
        #expect(pages.map(\.lines.count) == [32, 32])
        #expect(try LoadPageLeaf(decoding: pages[1].encoded()) == pages[1])
    }

    @Test(
        arguments: [
            // [pages, is more, lines]: nothing listed, and nothing of more than that.
            [0x83, 0, 0xF4, 0x80], [0x83, 0, 0xF5, 0x80],
        ] as [Bytes])
    func `a list without a line is none`(bytes: Bytes) {
        #expect(throws: CBORError.self) { try LoadList(decoding: bytes) }
    }

    @Test func `a page has its lines, no less`() {
        var writer = CBORWriter()
        writer.array(count: 2)
        writer.unsigned(1)
        writer.array([line(1)])

        #expect(throws: CBORError.self) { try LoadPageLeaf(decoding: writer.output) }
    }

    @Test func `another order, or too many, is no leaf`() {
        for seals in [["b", "a"], ["a", "a"], (10..<27).map { "\($0)" }] {
            var writer = CBORWriter()
            writer.array(count: 4)
            writer.unsigned(1)
            writer.value(farm)
            writer.array(count: seals.count)
            for seal in seals { writer.text(seal) }
            writer.array(count: 0)

            #expect(throws: CBORError.self) { try ShipmentLeaf(decoding: writer.output) }
        }
    }
}
