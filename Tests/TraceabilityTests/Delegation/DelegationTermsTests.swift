import LedgerCore
import Testing
import Traceability

/// What a delegation is for: Docs/Spec/Rules.md §14.
struct DelegationTermsTests {
    private let lot = EventText.lot("A1")
    private let other = EventText.lot("X1", item: "099999")
    private let behalf = DelegationText.behalf()
    private let field = EventText.plot("B1")
    private let store = EventText.plot("S1")

    private func at(_ place: String) -> String { ",\"readPoint\":{\"id\":\"\(place)\"}" }

    private func world(_ terms: String) throws -> World {
        var world = try World.delegating()
        try world.done(EventText.harvest(lot, 100), by: "farm")
        try world.done(EventText.harvest(other, 100), by: "farm")
        try world.done(DelegationText.confirm("coop", terms), by: "farm")
        return world
    }

    private func refuse(_ events: [String], in world: inout World) throws {
        for event in events {
            let refusal = try world.refusal(event, by: "coop")
            #expect(refusal.code == "delegation.scope", "\(event)")
            #expect(refusal.details.map(\.name) == ["principal", "delegate", "reason"])
        }
    }

    @Test func `what was confirmed is on record, and a later confirmation takes its place`() throws
    {
        var world = try world(
            ",\"kinds\":[\"ship\",\"harvest\"],\"places\":[\"\(store)\",\"\(field)\"],"
                + "\"goods\":[\"\(lot)\"],\"validUntil\":\"2030-01-01T00:00:00Z\"")
        let first = try #require(try world.delegation("farm", to: "coop"))
        let place = EventReference(height: world.height, transaction: 0, event: 0)

        try world.done(DelegationText.confirm("coop", ",\"kinds\":[\"pack\"]"), by: "farm")

        #expect(
            first
                == DelegationLeaf(
                    confirmedAt: place,
                    terms: DelegationTerms(
                        validUntil: Timestamp(milliseconds: 1_893_456_000_000),
                        kinds: [.harvest, .ship],
                        places: [EventText.key(field), EventText.key(store)],
                        goods: [EventText.key(lot)])))
        #expect(
            try world.delegation("farm", to: "coop")?.terms == DelegationTerms(kinds: [.pack]))
    }

    @Test func `an event does what the delegation is for`() throws {
        var world = try world(",\"kinds\":[\"ship\",\"transform\"]")

        try refuse(
            [
                EventText.harvest(lot, 1, extra: behalf),
                EventText.object("ADD", nil, [(lot, "1", "KGM")], extra: behalf),
                EventText.receive(lot, 1, extra: behalf), EventText.lose(lot, 1, extra: behalf),
                EventText.object("OBSERVE", "void_shipping", [(lot, "1", "KGM")], extra: behalf),
                EventText.object("OBSERVE", "storing", [(lot, nil, nil)], extra: behalf),
            ], in: &world)
        try world.done(EventText.ship(lot, 1, to: nil, extra: behalf), by: "coop")
        try world.done(EventText.dry(lot, 10, into: other, 3, extra: behalf), by: "coop")
    }

    @Test func `who may only observe writes no stock off by a count, and receives no load`() throws
    {
        var observer = try world(",\"kinds\":[\"observe\"]")
        var keeper = try world(",\"kinds\":[\"consume\"]")
        let count = EventText.object(
            "OBSERVE", "stock_taking", [(lot, "60", "KGM")],
            extra: ",\"\(EventMeaning.shortageReason)\":\"frost\"" + behalf)
        let load = LoadText.receive(from: EventText.processorParty, extra: behalf)

        try refuse([count, load], in: &observer)
        try keeper.done(count, by: "coop")

        #expect(try observer.account("farm", lot).onHand == kilograms(100))
        #expect(try keeper.account("farm", lot).onHand == kilograms(60))
    }

    @Test func `who may handle some goods receives no load whole`() throws {
        var world = try world(",\"goods\":[\"\(lot)\"]")

        try refuse([LoadText.receive(from: EventText.processorParty, extra: behalf)], in: &world)
        let named = LoadText.receive([lot], from: EventText.processorParty, extra: behalf)

        // Of the goods that it may handle: there is no such load.
        #expect(try world.refusal(named, by: "coop").code == RuleCode.shipmentUnknown.rawValue)
    }

    @Test func `a pallet is packed and unpacked by who may pack`() throws {
        let pallet = EventText.pallet(1)
        func packing(_ action: String, _ lots: [(String, String?, String?)]) -> String {
            String(EventText.aggregation(action, nil, parent: pallet, lots).dropLast()) + behalf
                + "}"
        }
        var shipper = try world(",\"kinds\":[\"ship\"]")
        var packer = try world(",\"kinds\":[\"pack\"]")

        try refuse([packing("ADD", [(lot, "5", "KGM")]), packing("DELETE", [])], in: &shipper)
        try packer.done(packing("ADD", [(lot, "5", "KGM")]), by: "coop")
        try packer.done(packing("DELETE", []), by: "coop")
    }

    @Test func `an event is at the places that the delegation is for`() throws {
        var world = try world(",\"places\":[\"\(field)\"]")

        try refuse(
            [
                EventText.harvest(lot, 1, extra: behalf),
                EventText.harvest(lot, 1, extra: at(store) + behalf),
                EventText.harvest(
                    lot, 1,
                    extra: at(field) + ",\"bizLocation\":{\"id\":\"\(store)\"}" + behalf),
                EventText.harvest(
                    lot, 1, extra: at(field) + EventText.grown(on: "\"\(store)\"") + behalf),
            ], in: &world)
        try world.done(EventText.harvest(lot, 1, extra: at(field) + behalf), by: "coop")
        try world.done(EventText.ship(lot, 1, to: nil, extra: at(field) + behalf), by: "coop")
    }

    @Test func `an event is about the goods that the delegation is for, by lot or by class`() throws
    {
        var byClass = try world(",\"goods\":[\"https://id.gs1.org/01/04880001123450\"]")
        var byLot = try world(",\"goods\":[\"\(lot)\"]")
        #expect(EventText.key(lot).hasPrefix("/01/04880001123450"))
        let second = EventText.lot("A2")

        try byClass.done(EventText.harvest(second, 1, extra: behalf), by: "coop")
        try refuse([EventText.harvest(other, 1, extra: behalf)], in: &byClass)
        try byLot.done(EventText.ship(lot, 1, to: nil, extra: behalf), by: "coop")
        try refuse(
            [
                EventText.harvest(second, 1, extra: behalf),
                EventText.dry(lot, 10, into: other, 3, extra: behalf),
            ], in: &byLot)
    }

    @Test(arguments: [
        "\"coop\"", "{}", "{\"delegate\":\"No One\"}",
        "{\"delegate\":\"coop\",\"validUntil\":\"2030-01-01\"}",
        "{\"delegate\":\"coop\",\"validUntil\":5}",
        "{\"delegate\":\"coop\",\"kinds\":[]}", "{\"delegate\":\"coop\",\"kinds\":\"ship\"}",
        "{\"delegate\":\"coop\",\"kinds\":[\"ship\",\"ship\"]}",
        "{\"delegate\":\"coop\",\"kinds\":[\"sell\"]}",
        "{\"delegate\":\"coop\",\"places\":[7]}",
        "{\"delegate\":\"coop\",\"places\":[\"no identifier\"]}",
        "{\"delegate\":\"coop\",\"goods\":[\"urn:epc:id:sgln:4880001.00000.B1\"]}",
        "{\"delegate\":\"farm\"}",
    ])
    func `what cannot be read confirms nothing`(claim: String) throws {
        var world = try World.delegating()

        let refusal = try world.refusal(
            DelegationText.say(DelegationText.delegating, claim), by: "farm")

        #expect(refusal.code == "delegation.unreadable")
        #expect(world.state.count(of: .delegation) == 0)
    }

    @Test func `it is said with its step, as an observation, once, and to somebody`() throws {
        var world = try World.delegating()
        let claim = ",\"\(DelegationClaim.name)\":{\"delegate\":\"coop\"}"
        let events = [
            DelegationText.say("storing", "{\"delegate\":\"coop\"}"),
            EventText.object(
                "ADD", DelegationText.delegating, [(lot, "1", "KGM")], extra: claim),
            EventText.object("OBSERVE", DelegationText.delegating, [(lot, nil, nil)]),
            DelegationText.confirm(
                "coop",
                extra: ",\"@context\":[{\"a\":\"https://daftar.tj/voc/\"}]"
                    + ",\"a:delegation\":{\"delegate\":\"coop\"}"),
        ]

        for event in events {
            #expect(try world.refusal(event, by: "farm").code == "delegation.unreadable")
        }
    }

    @Test func `lists have an end`() throws {
        var world = try World.delegating()
        func terms(_ count: Int) -> String {
            let places = (0..<count).map { "\"\(EventText.plot("P\($0)"))\"" }
            return ",\"places\":[\(places.joined(separator: ","))]"
        }

        let refusal = try world.refusal(
            DelegationText.confirm("coop", terms(DelegationTerms.placesMax + 1)), by: "farm")
        try world.done(
            DelegationText.confirm("coop", terms(DelegationTerms.placesMax)), by: "farm")

        #expect(refusal.code == "delegation.unreadable")
        #expect(try world.delegation("farm", to: "coop")?.terms.places.count == 32)
    }

    @Test func `whatever is said is read or refused, and what is read is bounded`() throws {
        let sound =
            "{\"delegate\":\"coop\",\"validUntil\":\"2030-01-01T00:00:00Z\","
            + "\"kinds\":[\"ship\"],\"places\":[\"\(field)\"],\"goods\":[\"\(lot)\"]}"
        var world = try World.delegating()
        var random = SeededRandom(seed: 29)
        var counts = (read: 0, refused: 0)
        for _ in 0..<400 {
            var bytes = Array(sound.utf8)
            for _ in 0...random.next(below: 3) {
                bytes[Int(random.next(below: Int64(bytes.count)))] =
                    UInt8(0x20 + random.next(below: 0x5F))
            }
            let event = DelegationText.say(
                DelegationText.delegating, String(decoding: bytes, as: UTF8.self))
            guard let transaction = try? world.capture([event], by: "farm") else { continue }
            switch try world.commit([transaction]).outcomes[0].judgement {
            case .done: counts.read += 1
            case .refused(let refusal):
                #expect(
                    ["delegation.unreadable", "member.unknown", "delegation.expired"]
                        .contains(refusal.code) || refusal.code == "event.duplicate")
                counts.refused += 1
            }
        }

        #expect(counts.read > 0 && counts.refused > 50, "\(counts)")
    }

    @Test func `nobody is confirmed who is not a member, nor after the end`() throws {
        var world = try World.delegating()

        let unknown = try world.refusal(DelegationText.confirm("nobody"), by: "farm")
        let over = try world.refusal(
            DelegationText.confirm("coop", ",\"validUntil\":\"2020-01-01T00:00:00Z\""), by: "farm")

        #expect(unknown.code == "member.unknown")
        #expect(over.code == "delegation.expired")
    }
}
