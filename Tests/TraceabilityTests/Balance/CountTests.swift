import LedgerCore
import Testing
import Traceability

/// Counts of stock against the books: Docs/Spec/MassBalance.md §11.
struct CountTests {
    private let lot = EventText.lot("A")
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000014"
    private let explained = ",\"\(EventMeaning.shortageReason)\":\"frost in the store\""

    /// The farm has a tonne.
    private func world(_ version: RuleVersion = RuleVersion(4)) throws -> World {
        var world = try World()
        if version != .first { try world.adopt(version) }
        try world.done(EventText.harvest(lot, 1000), by: "farm")
        return world
    }

    private func count(
        _ amounts: [String], after milliseconds: Int64 = 0, id: String? = nil, extra: String = ""
    ) -> String {
        EventText.object(
            "OBSERVE", "stock_taking", amounts.map { (lot, $0, "KGM") }, id: id,
            after: milliseconds, extra: extra)
    }

    private func count(_ kilograms: Int, extra: String = "") -> String {
        count(["\(kilograms)"], extra: extra)
    }

    private func onHand(_ world: World) throws -> Stock {
        try world.account("farm", lot).onHand
    }

    private func causes(_ world: inout World, _ event: String) throws -> [Posting.Cause] {
        let execution = try world.commit([world.capture([event], by: "farm")])
        guard case .capture(_, let effects) = execution.effects[0].content,
            case .accepted(let accepted) = effects[0].result
        else { throw World.NotRefused() }
        return accepted.postings.map(\.cause)
    }

    @Test func `what is missing within the tolerance is gone`() throws {
        var world = try world()

        let causes = try causes(&world, count(996))

        #expect(causes == [.consumed(.shortage)])
        #expect(try onHand(world) == kilograms(996))
        #expect(try world.lot(lot)?.eventCount == 2)
    }

    @Test func `what is missing beyond it needs a reason`() throws {
        var world = try world()

        let refusal = try world.refusal(count(900), by: "farm")
        try world.done(count(900, extra: explained), by: "farm")

        #expect(
            refusal
                == Refusal(
                    code: "stock.unexplained", place: "/epcisBody/eventList/0/quantityList/0",
                    details: [
                        OutcomeDetail("lot", EventText.key(lot)),
                        OutcomeDetail("counted", "900 kg"), OutcomeDetail("booked", "1000 kg"),
                        OutcomeDetail("tolerance", "5 kg"),
                    ]))
        #expect(try onHand(world) == kilograms(900))
    }

    @Test(arguments: ["\"\"", "7", "[\"x\"]", "\"" + String(repeating: "x", count: 1025) + "\""])
    func `what is no text is no reason`(value: String) throws {
        var world = try world()

        let refusal = try world.refusal(
            count(900, extra: ",\"\(EventMeaning.shortageReason)\":\(value)"), by: "farm")

        #expect(refusal.code == RuleCode.unexplained.rawValue)
    }

    @Test func `what is there beyond the tolerance is recorded by the way it came in`() throws {
        var world = try world()

        try world.done(count(1005), by: "farm")
        let refusal = try world.refusal(count(1006), by: "farm")

        #expect(refusal.code == "stock.surplus")
        #expect(
            refusal.details.map(\.value) == [
                EventText.key(lot), "1006 kg", "1000 kg", "5 kg",
            ])
        #expect(try onHand(world) == kilograms(1000))
    }

    @Test func `nothing left is a count as well`() throws {
        var world = try world()

        try world.done(count(0, extra: explained), by: "farm")

        #expect(try onHand(world) == .none)
        #expect(try world.refusal(count(1), by: "farm").code == "stock.surplus")
    }

    @Test func `a count of before the last movement says nothing`() throws {
        var world = try world()
        try world.done(
            EventText.object(
                "OBSERVE", "shipping", [(lot, "100", "KGM")], to: EventText.processorParty,
                after: 1000), by: "farm")

        let refusal = try world.refusal(count(["1000"]), by: "farm")
        try world.done(count(["900"], after: 1000), by: "farm")

        #expect(
            refusal.details == [
                OutcomeDetail("lot", EventText.key(lot)),
                OutcomeDetail("moved", "2026-09-21T14:13:21.000Z"),
                OutcomeDetail("counted", "2026-09-21T14:13:20.000Z"),
            ])
        #expect(refusal.code == RuleCode.movedSince.rawValue)
    }

    @Test func `a late record of an earlier movement does not move the last one back`() throws {
        var world = try world()
        try world.done(EventText.lose(lot, 100), by: "farm")
        try world.done(
            EventText.object(
                "ADD", EventText.harvestStep, [(lot, "50", "KGM")], after: -World.hour),
            by: "farm")

        let refusal = try world.refusal(count(["950"], after: -1000), by: "farm")

        #expect(refusal.code == RuleCode.movedSince.rawValue)
    }

    @Test func `a lot in several places is counted as a whole`() throws {
        var world = try world()

        try world.done(count(["400", "350", "250"]), by: "farm")

        #expect(try onHand(world) == kilograms(1000))
    }

    @Test func `goods that are due count as being there`() throws {
        var world = try world()
        try world.done(
            EventText.ship(lot, 600, to: EventText.processorParty), by: "farm")
        world.wait(days: 11)
        let event = EventText.object("OBSERVE", "stock_taking", [(lot, "600", "KGM")])

        try world.done(event, by: "processor")

        #expect(try world.account("processor", lot).onHand == kilograms(600))
    }

    @Test func `an error declaration gives back what was missing`() throws {
        var world = try world()
        let event = { (extra: String) in
            count(["500", "400"], id: id, extra: explained + extra)
        }
        try world.done(event(""), by: "farm")

        try world.done(event(EventText.declaration), by: "farm")

        #expect(try onHand(world) == kilograms(1000))
    }

    @Test func `a declaration of a count says what was counted, of each lot`() throws {
        var world = try world()
        let things = [EventText.lot("P"), EventText.lot("Q")]
        for thing in things {
            try world.done(
                EventText.object("ADD", EventText.harvestStep, [(thing, "10", nil)]), by: "farm")
        }
        let counting = { (amounts: [String?], step: String, extra: String) in
            EventText.object(
                "OBSERVE", step, zip(things, amounts).map { ($0, $1, nil) }, id: self.id,
                extra: self.explained + extra)
        }
        try world.done(counting(["4", nil], "stock_taking", ""), by: "farm")
        let before = try things.map { try world.account("farm", $0, .piece).onHand }

        for (amounts, step) in [
            (["4", "3"], "stock_taking"), ([nil, "4"], "stock_taking"), (["4", nil], "inspecting"),
        ] as [([String?], String)] {
            let refusal = try world.refusal(
                counting(amounts, step, EventText.declaration), by: "farm")
            #expect(refusal.code == RuleCode.differs.rawValue)
        }

        #expect(try things.map { try world.account("farm", $0, .piece).onHand } == before)
    }

    @Test func `who may not handle goods may not count them either`() throws {
        var world = try world()

        #expect(
            try world.refusal(count(1000), by: "regulator").code
                == RuleCode.roleMissing.rawValue)
    }

    @Test func `items are counted one by one`() throws {
        var world = try world()
        let item = EventText.item("7")
        try world.done(EventText.object("ADD", "commissioning", items: [item]), by: "farm")
        let counted = { (item: String) in
            EventText.object("OBSERVE", "stock_taking", items: [item])
        }

        try world.done(counted(item), by: "farm")

        #expect(try world.account("farm", item, .piece).onHand.amount == 1)
        let refusal = try world.refusal(counted(EventText.item("8")), by: "farm")
        #expect(refusal.code == "stock.surplus")
    }

    @Test(
        arguments: [
            ("destroying", "https://daftar.tj/voc/Disp-waste", ConsumptionReason.waste),
            ("destroying", "https://daftar.tj/voc/Disp-sample", .sample),
            ("sampling", nil, .sample), ("destroying", "https://daftar.tj/voc/Disp-used", .used),
            ("destroying", "damaged", .damaged),
            ("decommissioning", "https://daftar.tj/voc/Disp-waste", .decommissioned),
        ] as [(String, String?, ConsumptionReason)])
    func `what is gone has its reason`(
        step: String, disposition: String?, reason: ConsumptionReason
    ) throws {
        var world = try world()
        let event = EventText.object(
            "DELETE", step, [(lot, "10", "KGM")], disposition: disposition)

        #expect(try causes(&world, event) == [.consumed(reason)])
    }

    @Test(arguments: [RuleVersion.first, RuleVersion(2), RuleVersion(3)])
    func `under earlier versions a count and finer reasons are words`(version: RuleVersion) throws {
        var world = try world(version)
        let event = EventText.object(
            "DELETE", "sampling", [(lot, "10", "KGM")],
            disposition: "https://daftar.tj/voc/Disp-sample")

        #expect(try causes(&world, event) == [.consumed(.lost)])
        try world.done(count(["7"], id: id), by: "farm")

        #expect(try onHand(world) == kilograms(990))
        #expect(try world.account("farm", lot).movedAt == nil)
        // What was recorded then has nothing to give back now.
        try world.adopt(RuleVersion(4))
        try world.done(count(["7"], id: id, extra: EventText.declaration), by: "farm")
        #expect(try onHand(world) == kilograms(990))
    }
}
