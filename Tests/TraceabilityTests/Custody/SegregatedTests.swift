import LedgerCore
import Testing
import Traceability

/// What is made under a claim is made of what bears it: Docs/Spec/MassBalance.md §12.2.
struct SegregatedTests {
    private typealias Text = CustodyText

    private let organic = GoodsClaim.kind(.organic)
    private let farmLot = EventText.key(Text.preserved)

    private func tooWeak(
        _ lot: String, _ recorded: CustodyLeaf?, _ model: CustodyModel, at place: String
    ) -> Refusal {
        RuleRefusal.custody(
            .tooWeak(lot: EventText.key(lot), recorded: recorded, model, organic)
        ).refusal(at: "/epcisBody/eventList/0" + place)
    }

    private var segregated: CustodyLeaf { CustodyLeaf(model: .segregated, claim: organic) }

    @Test func `goods of one lot keep the name of the lot they came into being as`() throws {
        var world = try World.claiming()

        for id in ["urn:uuid:1", "urn:uuid:2"] {
            try world.done(
                Text.make(
                    [(Text.preserved, 50)], [(Text.made, 15)], Text.says("identity_preserved"),
                    id: id), by: "processor")
        }
        try world.done(
            Text.make([(Text.made, 30)], [(Text.madeToo, 30)], Text.says("identity_preserved")),
            by: "processor")

        let leaf = CustodyLeaf(model: .identityPreserved, claim: organic, root: farmLot)
        #expect(try world.custody(Text.made) == leaf)
        #expect(try world.custody(Text.madeToo) == leaf)
        #expect(try world.account("processor", Text.madeToo).onHand == kilograms(30))
    }

    @Test func `goods of another lot are not added to preserved ones`() throws {
        var world = try World.claiming()
        try world.done(
            Text.make([(Text.preserved, 50)], [(Text.made, 15)], Text.says("identity_preserved")),
            by: "processor")

        let refusal = try world.custodyRefusal(
            Text.make(
                [(Text.preservedToo, 50)], [(Text.made, 15)], Text.says("identity_preserved")))

        let other = CustodyLeaf(
            model: .identityPreserved, claim: organic, root: EventText.key(Text.preservedToo))
        #expect(
            refusal
                == RuleRefusal.custody(
                    .lotDiffers(
                        lot: EventText.key(Text.made), recorded: try world.custody(Text.made),
                        said: other)
                ).refusal(at: "/epcisBody/eventList/0/outputQuantityList/0"))
        #expect(refusal.code == "custody.lot_differs")
    }

    @Test func `two lots are not one, and are segregated together`() throws {
        var world = try World.claiming()
        let inputs = [(Text.preserved, 50), (Text.preservedToo, 50)]

        let refusal = try world.custodyRefusal(
            Text.make(inputs, [(Text.made, 30)], Text.says("identity_preserved")))
        try world.done(
            Text.make(inputs, [(Text.made, 30)], Text.says("segregated")), by: "processor")

        #expect(
            refusal
                == RuleRefusal.custody(
                    .severalInputs(first: farmLot, other: EventText.key(Text.preservedToo))
                ).refusal(at: "/epcisBody/eventList/0/inputQuantityList/1"))
        #expect(refusal.code == "custody.several_inputs")
        #expect(try world.custody(Text.made) == segregated)
    }

    @Test func `segregated goods are not preserved, and those of no claim not segregated`() throws {
        var world = try World.claiming()

        let preserved = try world.custodyRefusal(
            Text.make(
                [(Text.segregated, 100)], [(Text.made, 30)], Text.says("identity_preserved")))
        let blended = try world.custodyRefusal(
            Text.make(
                [(Text.segregated, 100), (Text.plain, 1)], [(Text.made, 30)],
                Text.says("segregated")))
        let other = try world.custodyRefusal(
            Text.make(
                [(Text.segregated, 100)], [(Text.made, 30)],
                Text.says("segregated", "\"origin\"")))
        try world.done(
            Text.make([(Text.segregated, 100)], [(Text.made, 30)], Text.says("segregated")),
            by: "processor")

        #expect(
            preserved
                == tooWeak(
                    Text.segregated, segregated, .identityPreserved, at: "/inputQuantityList/0"))
        #expect(
            blended == tooWeak(Text.plain, nil, .segregated, at: "/inputQuantityList/1"))
        #expect(other.code == "custody.too_weak")
        #expect(try world.custody(Text.made) == segregated)
    }

    @Test func `what is not said is not claimed`() throws {
        var world = try World.claiming()
        try world.done(Text.make([(Text.segregated, 100)], [(Text.made, 30)]), by: "processor")

        let refusal = try world.custodyRefusal(
            EventText.ship(
                Text.made, 30, to: CertificateText.buyer, extra: Text.says("segregated")))

        #expect(refusal == tooWeak(Text.made, nil, .segregated, at: ""))
        #expect(try world.custody(Text.made) == nil)
        #expect(try world.account("processor", Text.made).onHand == kilograms(30))
    }

    @Test func `a by-product that is not named is under no claim`() throws {
        var world = try World.claiming()

        try world.done(
            Text.make(
                [(Text.segregated, 100)], [(Text.made, 30), (Text.stones, 5)],
                Text.says("segregated", of: [Text.made])), by: "processor")

        #expect(try world.custody(Text.made) == segregated)
        #expect(try world.custody(Text.stones) == nil)
    }

    @Test func `boxes are weighed by what is registered of them`() throws {
        var world = try World.claiming()
        func boxes(_ count: Int) -> String {
            EventText.transformation(
                [(Text.segregated, "100", "KGM")], [(Text.made, "\(count)", nil)],
                extra: Text.says("segregated"))
        }

        let unknown = try world.custodyRefusal(boxes(20))
        try world.describe(Text.made, "081310", net: 5_000_000)
        let over = try world.custodyRefusal(boxes(21))
        try world.done(boxes(20), by: "processor")

        #expect(
            unknown
                == RuleRefusal.custody(.unmeasured(lot: EventText.key(Text.made), unit: .piece))
                .refusal(at: "/epcisBody/eventList/0/outputQuantityList/0"))
        #expect(unknown.code == "custody.unmeasured")
        #expect(over.code == "balance.more_than_input")
        #expect(try world.account("processor", Text.made, .piece).onHand.amount == 20)
    }

    @Test func `pieces that nobody can weigh do not multiply`() throws {
        var world = try World.claiming()
        let (boxes, other) = (EventText.lot("B1"), EventText.lot("B2"))
        try world.done(
            EventText.object(
                "OBSERVE", CertificateText.certifying, [(boxes, "10", nil)],
                extra: CertificateText.claim(CertificateText.terms("O2", "organic"))),
            by: "certifier")
        try world.done(
            EventText.object(
                "ADD", EventText.harvestStep, [(boxes, "10", nil)],
                extra: CertificateText.citing([("certifier", "O2")]) + Text.says("segregated")),
            by: "farm")
        func repack(_ count: Int) -> String {
            EventText.transformation(
                [(boxes, "10", nil)], [(other, "\(count)", nil)], extra: Text.says("segregated"))
        }

        let refusal = try world.custodyRefusal(repack(11), by: "farm")
        try world.done(repack(10), by: "farm")

        #expect(
            refusal
                == RuleRefusal.custody(
                    .moreThanInput(
                        lot: EventText.key(other), available: 10, asked: 11, unit: .piece)
                ).refusal(at: "/epcisBody/eventList/0/outputQuantityList/0"))
        #expect(refusal.code == "custody.more_than_input")
    }

    @Test func `what nobody sent bears no claim`() throws {
        var world = try World.claiming()
        try world.done(EventText.receive(Text.segregated, 50), by: "exporter")
        let made = EventText.lot("D", of: "4880003", item: "054321")

        let refusal = try world.custodyRefusal(
            Text.make([(Text.segregated, 50)], [(made, 15)], Text.says("segregated")),
            by: "exporter")

        #expect(
            refusal
                == RuleRefusal.custody(
                    .unaccounted(
                        lot: EventText.key(Text.segregated), unaccounted: 50_000_000,
                        asked: 50_000_000, unit: .milligram)
                ).refusal(at: "/epcisBody/eventList/0/inputQuantityList/0"))
        #expect(refusal.code == "custody.unaccounted")
    }

    @Test func `all events of a transformation say the same`() throws {
        var world = try World.claiming()
        func event(_ inputs: [(String, Int)], _ outputs: [(String, Int)], _ said: String) -> String
        {
            Text.make(inputs, outputs, said, joinedBy: "urn:t")
        }
        let said = Text.says("segregated")

        let early = try world.custodyRefusal(event([], [(Text.made, 15)], said))
        try world.done(event([(Text.segregated, 50)], [], said), by: "processor")
        let silent = try world.custodyRefusal(event([(Text.plain, 50)], [], ""))
        let weaker = try world.custodyRefusal(
            event([(Text.plain, 50)], [], Text.says("mass_balance")))
        try world.done(event([], [(Text.made, 15)], said), by: "processor")
        try world.done(
            Text.make([(Text.plain, 10)], [], joinedBy: "urn:u"), by: "processor")
        let late = try world.custodyRefusal(
            Text.make([(Text.segregated, 10)], [], said, joinedBy: "urn:u"))

        #expect(early.code == "custody.unaccounted")
        #expect(
            silent
                == RuleRefusal.custody(
                    .transformationDiffers(
                        "urn:t", recorded: "organic (segregated)", said: "no claim")
                ).refusal(at: "/epcisBody/eventList/0"))
        #expect(silent.code == "custody.transformation_differs")
        #expect(weaker.code == silent.code && late.code == silent.code)
        #expect(try world.custody(Text.made) == segregated)
    }

    @Test func `more does not come out of several events than went in`() throws {
        var world = try World.claiming()
        let said = Text.says("identity_preserved")
        func event(_ inputs: [(String, Int)], _ outputs: [(String, Int)]) -> String {
            Text.make(inputs, outputs, said, joinedBy: "urn:t")
        }
        try world.done(event([(Text.preserved, 20)], []), by: "processor")
        try world.done(event([], [(Text.made, 15)]), by: "processor")

        let over = try world.custodyRefusal(event([], [(Text.made, 6)]))
        let other = try world.custodyRefusal(event([(Text.preservedToo, 1)], []))
        try world.done(event([], [(Text.made, 5)]), by: "processor")

        #expect(over.code == "balance.more_than_input")
        #expect(other.code == "custody.several_inputs")
        #expect(try world.account("processor", Text.made).onHand == kilograms(20))
    }

    @Test func `a container is unpacked before it goes in`() throws {
        var world = try World.claiming()
        let crate = EventText.item("C1", of: "4880002")
        try world.done(
            EventText.object("ADD", "commissioning", items: [crate]), by: "sandbox")
        try world.done(
            EventText.ship(Text.segregated, 50, to: "https://daftar.tj/member/sandbox"),
            by: "processor")
        try world.done(EventText.receive(Text.segregated, 50), by: "sandbox")
        try world.done(
            EventText.aggregation(
                "ADD", "packing", parent: crate, [(Text.segregated, "50", "KGM")]),
            by: "sandbox")

        let refusal = try world.custodyRefusal(
            EventText.transformation(
                [], [(EventText.lot("Z"), "1", "KGM")], inputItems: [crate],
                extra: Text.says("mass_balance")), by: "sandbox")
        let unknown = try world.custodyRefusal(
            EventText.transformation(
                [(Text.segregated, nil, nil)], [(EventText.lot("Z"), "1", "KGM")],
                extra: Text.says("mass_balance")), by: "sandbox")

        #expect(refusal.code == "custody.unmeasured" && unknown.code == "custody.unmeasured")
        #expect(
            refusal.details.contains(OutcomeDetail("unit", "no amount at all")))
    }
}
