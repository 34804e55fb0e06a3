import LedgerCore
import Testing
import Traceability

/// Goods that left and come back: Docs/Spec/MassBalance.md §10.2.
struct ComeBackTests {
    private let lot = EventText.lot("A1")
    private static let buyer = "https://buyer.example.ru/"
    private static let other = "https://other.example.ru/"

    /// The farm has shipped 100 kg of its 150 to a buyer in Russia.
    private func world(for country: String? = "RU", to buyer: String? = buyer) throws -> World {
        var world = try World.withImporters()
        try world.done(EventText.harvest(lot, 150), by: "farm")
        try world.done(leave(100, for: country, to: buyer), by: "farm")
        return world
    }

    private func leave(_ kilograms: Int, for country: String?, to buyer: String?) -> String {
        EventText.ship(
            lot, kilograms, to: buyer,
            extra: country.map { ",\"\(ExportClaim.name)\":\"\($0)\"" } ?? "")
    }

    private func back(
        _ kilograms: Int, of lot: String? = nil, from source: String? = buyer,
        id: String? = nil, extra: String = ""
    ) -> String {
        PaperText.brought(
            lot ?? self.lot, kilograms, PaperText.terms("D-1", from: "RU", returned: true),
            from: source, id: id, extra: extra)
    }

    @Test func `what left comes back, whoever brings it, and no more`() throws {
        var world = try world()

        try world.done(back(40), by: "importer")
        let refusal = try world.refusal(back(61), by: "importer")
        try world.done(back(60), by: "importer")

        #expect(refusal.code == RuleCode.notLeft.rawValue)
        #expect(
            refusal.details == [
                OutcomeDetail("lot", EventText.key(lot)), OutcomeDetail("available", "60 kg"),
                OutcomeDetail("asked", "61 kg"),
            ])
        #expect(try world.account("importer", lot).onHand == kilograms(100))
        #expect(try world.left(lot) == ["grown": 150])
        #expect(try world.lot(lot)?.creations == 1)
        #expect(try world.declaration("D-1")?.left == 19_900_000_000)
        #expect(try world.road(to: .party(Self.buyer), lot).isEmpty)
    }

    @Test(arguments: [other, nil])
    func `it comes back from where it went`(source: String?) throws {
        var world = try world()

        let refusal = try world.refusal(back(40, from: source), by: "importer")

        #expect(refusal.code == RuleCode.notLeft.rawValue)
        #expect(refusal.details[1] == OutcomeDetail("available", "0 kg"))
    }

    @Test func `what left for nobody comes back from nobody`() throws {
        var world = try world(to: nil)

        try world.done(back(100, from: nil), by: "importer")

        #expect(try world.account("importer", lot).onHand == kilograms(100))
    }

    @Test func `what never left the country is on its way to somebody else`() throws {
        var world = try world(for: nil)

        let refusal = try world.refusal(back(40), by: "importer")
        try world.done(leave(10, for: "RU", to: Self.buyer), by: "farm")
        let more = try world.refusal(back(11), by: "importer")
        try world.done(back(10), by: "importer")

        #expect(refusal.code == RuleCode.notLeft.rawValue)
        #expect(more.code == RuleCode.notLeft.rawValue)
        let road = try world.road(to: .party(Self.buyer), lot)
        #expect(road.open.map(\.stock) == [kilograms(100)])
    }

    @Test func `what its sender took back cannot come back`() throws {
        var world = try world()
        try world.done(EventText.takeBack(lot, 70, to: Self.buyer), by: "farm")

        let refusal = try world.refusal(back(31), by: "importer")

        #expect(refusal.code == RuleCode.notLeft.rawValue)
        #expect(try world.account("farm", lot).onHand == kilograms(120))
    }

    @Test func `what is on its way to a member is that member's`() throws {
        var world = try world(to: EventText.exporterParty)

        let refusal = try world.refusal(
            back(40, from: EventText.exporterParty), by: "importer")
        try world.done(EventText.receive(lot, 100), by: "exporter")

        #expect(refusal.code == RuleCode.notLeft.rawValue)
    }

    @Test func `foreign goods do not come back as a lot that never left`() throws {
        var world = try world()
        let local = EventText.lot("A2")
        try world.done(EventText.harvest(local, 10), by: "farm")

        let refusal = try world.refusal(back(10, of: local), by: "importer")
        let unheard = try world.refusal(
            back(10, of: EventText.lot("A3")), by: "importer")

        #expect(refusal.code == RuleCode.notLeft.rawValue)
        #expect(unheard.code == RuleCode.notLeft.rawValue)
        #expect(try world.lot(EventText.lot("A3")) == nil)
    }

    @Test func `what was unaccounted when it left is so when it comes back`() throws {
        var world = try World.withImporters()
        let made = EventText.lot("P", of: "4880002")
        try world.done(
            EventText.object("ADD", "commissioning", [(made, "100", "KGM")]), by: "processor")
        try world.done(
            EventText.ship(
                made, 100, to: Self.buyer, extra: ",\"\(ExportClaim.name)\":\"RU\""),
            by: "processor")

        try world.done(back(100, of: made), by: "importer")

        #expect(try world.account("importer", made).onHand == kilograms(100, unaccounted: 100))
    }

    @Test func `a pallet comes back with what is inside`() throws {
        var world = try World.withImporters()
        let pallet = EventText.pallet(1)
        try world.done(EventText.harvest(lot, 150), by: "farm")
        try world.done(EventText.object("ADD", "commissioning", items: [pallet]), by: "farm")
        try world.done(
            EventText.aggregation("ADD", "packing", parent: pallet, [(lot, "30", "KGM")]),
            by: "farm")
        try world.done(
            EventText.object(
                "OBSERVE", "shipping", items: [pallet], to: Self.buyer,
                extra: ",\"\(ExportClaim.name)\":\"RU\""), by: "farm")

        try world.done(
            EventText.object(
                "ADD", PaperText.importing, items: [pallet], from: Self.buyer,
                extra: PaperText.declaration(PaperText.terms("D-1", returned: true))),
            by: "importer")

        #expect(try world.account("importer", lot).onHand == kilograms(30))
        #expect(try world.declaration("D-1")?.left == 19_970_000_000)
        try world.done(
            EventText.aggregation("DELETE", "unpacking", parent: pallet), by: "importer")
    }

    @Test func `it is not taken back by a declaration`() throws {
        var world = try world()
        let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
        try world.done(back(40, id: id), by: "importer")

        let refusal = try world.refusal(
            back(40, id: id, extra: EventText.declaration), by: "importer")

        #expect(refusal.code == RuleCode.notSupported.rawValue)
        #expect(try world.declaration("D-1")?.left == 19_960_000_000)
    }
}
