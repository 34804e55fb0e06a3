import LedgerCore
import Testing
import Traceability

/// Goods that leave, or are sold, under a claim bear it: Docs/Spec/MassBalance.md §12.4.
struct PassOnTests {
    private typealias Text = CustodyText

    /// The processor has 30 kg of D, organic and segregated.
    private func world() throws -> World {
        var world = try World.claiming()
        try world.done(
            Text.make([(Text.segregated, 100)], [(Text.made, 30)], Text.says("segregated")),
            by: "processor")
        return world
    }

    private func ship(
        _ kilograms: Int, _ model: String, _ claim: String = Text.organic
    ) -> String {
        EventText.ship(
            Text.made, kilograms, to: CertificateText.buyer, extra: Text.says(model, claim))
    }

    private func tooWeak(
        _ lot: String, _ recorded: CustodyLeaf?, _ model: CustodyModel, _ claim: GoodsClaim
    ) -> Refusal {
        RuleRefusal.custody(
            .tooWeak(lot: EventText.key(lot), recorded: recorded, model, claim)
        ).refusal(at: "/epcisBody/eventList/0")
    }

    @Test func `goods leave as what they are, or as less`() throws {
        var world = try world()
        let leaf = CustodyLeaf(model: .segregated, claim: .kind(.organic))

        let preserved = try world.custodyRefusal(ship(1, "identity_preserved"))
        let origin = try world.custodyRefusal(ship(1, "segregated", "\"origin\""))
        try world.done(ship(10, "segregated"), by: "processor")
        try world.done(ship(10, "mass_balance"), by: "processor")
        try world.done(
            EventText.ship(Text.made, 10, to: CertificateText.buyer), by: "processor")

        #expect(
            preserved == tooWeak(Text.made, leaf, .identityPreserved, .kind(.organic)))
        #expect(origin == tooWeak(Text.made, leaf, .segregated, .kind(.origin)))
        #expect(try world.account("processor", Text.made).onHand == .none)
    }

    @Test func `whoever holds the lot hands on its claim, and nothing beside it`() throws {
        var world = try world()
        try world.done(
            EventText.ship(Text.made, 30, to: EventText.exporterParty), by: "processor")
        try world.done(EventText.receive(Text.made, 30), by: "exporter")
        try world.done(EventText.receive(Text.made, 10), by: "exporter")

        let refusal = try world.custodyRefusal(ship(40, "segregated"), by: "exporter")
        let sale = try world.custodyRefusal(
            EventText.object(
                "OBSERVE", "retail_selling", [(Text.made, "40", "KGM")],
                extra: Text.says("segregated")), by: "exporter")

        #expect(
            refusal
                == RuleRefusal.custody(
                    .unaccounted(
                        lot: EventText.key(Text.made), unaccounted: 10_000_000, asked: 40_000_000,
                        unit: .milligram)
                ).refusal(at: "/epcisBody/eventList/0"))
        #expect(sale == refusal)
    }

    @Test func `what is on a pallet is held to it too`() throws {
        var world = try world()
        let (pallet, empty) = (EventText.pallet(1), EventText.pallet(2))
        try world.done(
            EventText.aggregation(
                "ADD", "packing", parent: pallet,
                [(Text.made, "30", "KGM"), (Text.plain, "5", "KGM")]), by: "processor")
        func sent(_ pallet: String, of lots: [String]? = nil) -> String {
            EventText.object(
                "OBSERVE", "shipping", [], items: [pallet], to: CertificateText.buyer,
                extra: Text.says("segregated", of: lots))
        }

        let mixed = try world.custodyRefusal(sent(pallet))
        let unknown = try world.custodyRefusal(sent(empty))

        #expect(mixed == tooWeak(Text.plain, nil, .segregated, .kind(.organic)))
        #expect(
            unknown
                == RuleRefusal.custody(.unmeasured(lot: EventText.key(empty), unit: nil))
                .refusal(at: "/epcisBody/eventList/0"))
    }

    @Test func `in other events it is mentioned`() throws {
        var world = try world()

        try world.done(
            EventText.object(
                "OBSERVE", "inspecting", [(Text.plain, "1", "KGM")],
                extra: Text.says("identity_preserved")), by: "processor")
        try world.done(
            EventText.lose(Text.plain, 1, extra: Text.says("segregated")), by: "processor")

        #expect(try world.custody(Text.plain) == nil)
        #expect(world.state.count(of: .claimAccount) == 0)
    }
}
