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
