import LedgerCore
import Testing
import Traceability

/// What outputs are worth.
struct TransformationTests {
    private let fresh = EventText.lot("A1")
    private let bought = EventText.lot("B1", of: "4880009")
    private let dried = EventText.lot("D1", of: "4880002")

    /// The processor holds 300 kg accounted and 100 kg that nobody counted.
    private func world() throws -> World {
        var world = try World()
        try world.done(EventText.harvest(fresh, 300), by: "farm")
        try world.done(EventText.ship(fresh, 300, to: EventText.processorParty), by: "farm")
        try world.done(EventText.receive(fresh, 300), by: "processor")
        try world.done(EventText.receive(bought, 100), by: "processor")
        return world
    }

    @Test func `an output is unaccounted in the share its inputs were, rounded up`() throws {
        var world = try world()

        try world.done(
            EventText.transformation(
                [(fresh, "200", "KGM"), (bought, "100", "KGM")], [(dried, "100", "GRM")]),
            by: "processor")

        #expect(
            try world.account("processor", dried).onHand
                == Stock(amount: 100_000, unaccounted: 33_334))
    }

    @Test func `inputs of two dimensions make it wholly unaccounted when one of them is`() throws {
        var world = try world()
        let boxes = EventText.lot("X1", of: "4880002")
        try world.done(
            EventText.object("ADD", "commissioning", [(boxes, "10", nil)]), by: "processor")

        try world.done(
            EventText.transformation(
                [(bought, "100", "KGM"), (boxes, "10", nil)], [(dried, "20", "KGM")]),
            by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(20, unaccounted: 20))
    }

    @Test func `inputs of two dimensions, all accounted, make it accounted`() throws {
        var world = try world()
        let boxes = EventText.lot("X1", of: "4880002")
        try world.done(
            EventText.object("ADD", "commissioning", [(boxes, "10", nil)]), by: "processor")

        try world.done(
            EventText.transformation(
                [(fresh, "100", "KGM"), (boxes, "10", nil)], [(dried, "25", "KGM")]),
            by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(25))
    }

    @Test func `an input of unknown amount makes the output unaccounted`() throws {
        var world = try world()

        try world.done(
            EventText.transformation(
                [(fresh, "100", "KGM"), (bought, nil, nil)], [(dried, "25", "KGM")]),
            by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(25, unaccounted: 25))
    }

    @Test func `inputs of a counted lot cannot be overdrawn`() throws {
        var world = try world()

        let refusal = try world.refusal(
            EventText.dry(fresh, 301, into: dried, 75), by: "processor")

        #expect(refusal.code == RuleCode.overdrawn.rawValue)
        #expect(refusal.place == "/epcisBody/eventList/0/inputQuantityList/0")
        #expect(try world.lot(dried) == nil)
    }

    @Test func `events with one transformation id are one transformation`() throws {
        var world = try world()
        let id = "urn:epc:id:gdti:4880002.12345.T1"

        try world.done(
            EventText.transformation([(fresh, "100", "KGM")], [], joinedBy: id), by: "processor")
        try world.done(
            EventText.transformation([(bought, "100", "KGM")], [], joinedBy: id),
            by: "processor")
        try world.done(
            EventText.transformation([], [(dried, "50", "KGM")], joinedBy: id), by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(50, unaccounted: 25))
        let leaf = try #require(
            try world.state.leaf(
                TransformationLeaf.self, at: .transformation(id, of: World.id("processor"))))
        #expect(leaf.inputs == .sum(.milligram, kilograms(200, unaccounted: 100)))
        #expect(leaf.outputs == .sum(.milligram, kilograms(50, unaccounted: 25)))
    }

    @Test func `outputs recorded before their inputs are unaccounted`() throws {
        var world = try world()
        let id = "urn:epc:id:gdti:4880002.12345.T1"

        try world.done(
            EventText.transformation([], [(dried, "50", "KGM")], joinedBy: id), by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(50, unaccounted: 50))
    }

    @Test func `another member does not join a transformation by its id`() throws {
        var world = try world()
        let id = "urn:epc:id:gdti:4880002.12345.T1"
        try world.done(
            EventText.transformation([(fresh, "100", "KGM")], [], joinedBy: id), by: "processor")
        let made = EventText.lot("E1", of: "4880003")

        try world.done(
            EventText.transformation([], [(made, "50", "KGM")], joinedBy: id), by: "exporter")

        #expect(try world.account("exporter", made).onHand == kilograms(50, unaccounted: 50))
    }
}
