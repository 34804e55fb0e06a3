import LedgerCore
import Testing
import Traceability

/// What went in under a claim is credited, and goods use the credit: Docs/Spec/MassBalance.md §12.3.
struct CreditTests {
    private typealias Text = CustodyText

    private let both = [(Text.segregated, 100), (Text.plain, 100)]
    private let massBalance = CustodyLeaf(model: .massBalance, claim: .kind(.organic))

    /// X of the spec: 100 kg organic into 30 kg of a lot of no claim.
    private func credited() throws -> World {
        var world = try World.claiming()
        try world.done(
            Text.balance([(Text.segregated, 100)], [(Text.made, 30)], of: [], id: "urn:uuid:x"),
            by: "processor")
        return world
    }

    /// Kilograms of no claim into as many kilograms under it.
    private func use(
        _ kilograms: Int, of input: Int = 100, _ claim: String = Text.organic,
        at place: String = Text.works, lot: String = Text.madeToo, id: String? = nil,
        extra: String = ""
    ) -> String {
        Text.balance(
            [(Text.plain, input)], [(lot, kilograms)], of: [lot], claim, at: place, id: id,
            extra: extra)
    }

    private func overdrawn(
        _ account: ClaimAccount, _ available: Int64, _ asked: Int64, output: Int = 0
    ) -> Refusal {
        RuleRefusal.custody(
            .overdrawn(
                account, available: available * 1_000_000, asked: asked * 1_000_000)
        ).refusal(at: "/epcisBody/eventList/0/outputQuantityList/\(output)")
    }

    @Test func `the half of what was made is credited where the half of what went in is claimed`()
        throws
    {
        var world = try World.claiming()

        try world.done(Text.balance(both, [(Text.made, 60)], of: []), by: "processor")

        #expect(try world.credit() == [30, 0])
        #expect(try world.custody(Text.made) == nil)
    }

    @Test func `no more goods are under the claim than credit is there`() throws {
        var world = try World.claiming()

        let refusal = try world.custodyRefusal(
            Text.balance(both, [(Text.made, 60)], of: [Text.made]))
        let two = try world.custodyRefusal(
            Text.balance(
                both, [(Text.made, 31), (Text.madeToo, 29)], of: [Text.made]))
        let all = try world.custodyRefusal(
            Text.balance(
                both, [(Text.made, 30), (Text.madeToo, 30)], of: [Text.made, Text.madeToo]))
        try world.done(
            Text.balance(both, [(Text.made, 30), (Text.madeToo, 30)], of: [Text.made]),
            by: "processor")

        let account = try world.claimAccount()
        #expect(refusal == overdrawn(account, 30, 60))
        #expect(two == overdrawn(account, 30, 31))
        #expect(all == overdrawn(account, 0, 30, output: 1))
        #expect(refusal.code == "custody.overdrawn")
        #expect(try world.credit() == [30, 30])
        #expect(try world.custody(Text.made) == massBalance)
        #expect(try world.custody(Text.madeToo) == nil)
    }

    @Test func `credit is of a place, a class and a claim`() throws {
        var world = try credited()
        let elsewhere = EventText.plot("V", of: "4880002")

        let place = try world.custodyRefusal(use(30, at: elsewhere))
        let product = try world.custodyRefusal(use(30, lot: Text.stones))
        let claim = try world.custodyRefusal(use(30, "\"origin\""))
        let over = try world.custodyRefusal(use(31))
        try world.done(use(30), by: "processor")

        #expect(place == overdrawn(try world.claimAccount(at: elsewhere), 0, 30))
        #expect(product == overdrawn(try world.claimAccount(Text.stones), 0, 30))
        #expect(
            claim
                == overdrawn(
                    try world.claimAccount(Text.made, at: Text.works, .kind(.origin)), 0, 30))
        #expect(over == overdrawn(try world.claimAccount(), 30, 31))
        #expect(try world.credit() == [30, 30])
        #expect(try world.custody(Text.madeToo) == massBalance)
    }

    @Test func `each product is credited its own part`() throws {
        var world = try World.claiming()

        try world.done(
            Text.balance(both, [(Text.made, 60), (Text.stones, 20)], of: []), by: "processor")

        #expect(try world.credit() == [30, 0])
        #expect(try world.credit(Text.stones) == [10, 0])
    }

    @Test func `what goes through the works beside it is credited nothing of it`() throws {
        var world = try World.claiming()
        let other = EventText.lot("Z", of: "4880002")
        try world.done(
            Text.make([(Text.plain, 50)], [(other, 50)]), by: "processor")
        let event = Text.balance(
            [(Text.segregated, 100), (other, 50)], [(Text.made, 30), (Text.stones, 15)], of: [])

        let refusal = try world.custodyRefusal(event)
        try world.describe(Text.segregated, "080910")
        let half = try world.custodyRefusal(event)
        try world.describe(other, "080910")
        try world.done(event, by: "processor")

        let (fresh, product) = (
            EventText.key(Text.segregated).prefix(18), EventText.key(other).prefix(18)
        )
        #expect(
            refusal
                == RuleRefusal.custody(
                    .otherProduct(
                        lot: EventText.key(other), product: String(product),
                        first: String(fresh))
                ).refusal(at: "/epcisBody/eventList/0/inputQuantityList/1"))
        #expect(refusal.code == "custody.other_product")
        #expect(half.details.contains(OutcomeDetail("first", "080910")))
        #expect(try world.credit() == [20, 0] && world.credit(Text.stones) == [10, 0])
    }

    @Test func `who says nothing is credited nothing`() throws {
        var world = try World.claiming()

        try world.done(
            Text.make([(Text.segregated, 100)], [(Text.made, 30)], extra: Text.at(Text.works)),
            by: "processor")

        #expect(world.state.count(of: .claimAccount) == 0)
    }

    @Test func `an event at no place has an account of none`() throws {
        var world = try World.claiming()

        try world.done(
            Text.make(
                [(Text.segregated, 100)], [(Text.made, 30)],
                Text.says("mass_balance", of: [Text.made])), by: "processor")

        #expect(try world.credit(at: "") == [30, 30])
    }

    @Test func `what is unaccounted is credited nothing`() throws {
        var world = try World.claiming()
        try world.done(EventText.receive(Text.segregated, 300), by: "exporter")
        try world.done(
            EventText.ship(Text.segregated, 100, to: EventText.exporterParty), by: "processor")
        let made = EventText.lot("D", of: "4880003", item: "054321")
        let account = try world.claimAccount(made, by: "exporter")
        // The shipment makes good a third of the 300 that were received before it.

        try world.done(
            Text.balance([(Text.segregated, 300)], [(made, 60)], of: []), by: "exporter")

        #expect(try world.claims(account)?.credited == 20_000_000)
    }

    @Test func `credit ends with the period after its own`() throws {
        var world = try credited()
        let first = try world.claimAccount()
        world.wait(days: 90)
        try world.done(use(10), by: "processor")
        let second = try world.claimAccount()
        world.wait(days: 90)

        let refusal = try world.custodyRefusal(use(20))

        #expect(second.period == first.period.advanced(byMilliseconds: 90 * 24 * World.hour))
        #expect(refusal == overdrawn(try world.claimAccount(), 0, 20))
        #expect(try world.claims(first) == ClaimAccountLeaf(credited: 30_000_000, used: 10_000_000))
        #expect(try world.claims(second) == nil)
    }

    @Test func `the older credit is used first`() throws {
        var world = try credited()
        let first = try world.claimAccount()
        world.wait(days: 90)
        try world.done(
            Text.balance([(Text.segregated, 100)], [(Text.made, 30)], of: []), by: "processor")
        let second = try world.claimAccount()

        try world.done(use(40, id: "urn:uuid:y"), by: "processor")
        let used = try [world.claims(first), world.claims(second)]
        let over = try world.custodyRefusal(use(21))
        try world.done(
            use(40, id: "urn:uuid:y", extra: EventText.declaration), by: "processor")

        #expect(
            used == [
                ClaimAccountLeaf(credited: 30_000_000, used: 30_000_000),
                ClaimAccountLeaf(credited: 30_000_000, used: 10_000_000),
            ])
        #expect(over == overdrawn(second, 20, 21))
        #expect(
            try [world.claims(first), world.claims(second)]
                == [
                    ClaimAccountLeaf(credited: 30_000_000), ClaimAccountLeaf(credited: 30_000_000),
                ])
    }

    @Test(arguments: [false, true])
    func `the order of a transformation's inputs decides when it is credited, not how much`(
        plainFirst: Bool
    ) throws {
        var world = try World.claiming()
        let inputs = [(Text.segregated, 100), (Text.plain, 100)]
        var credits: [Int64] = []

        for (index, input) in (plainFirst ? inputs.reversed() : inputs).enumerated() {
            try world.done(
                Text.balance([input], [], of: [], joinedBy: "urn:t"), by: "processor")
            try world.done(
                Text.balance(
                    [], [(Text.made, 30)], of: [], joinedBy: "urn:t", id: "urn:uuid:\(index)"),
                by: "processor")
            credits.append(try world.credit()[0])
        }

        #expect(credits == (plainFirst ? [0, 30] : [30, 30]))
    }

    @Test func `no more is credited than went in, though more may come out`() throws {
        var world = try World.claiming()
        let milk = EventText.lot("M")
        let cheese = EventText.lot("C", item: "054321")
        try world.done(
            EventText.object(
                "OBSERVE", CertificateText.certifying, [(milk, "100", "LTR")],
                extra: CertificateText.claim(CertificateText.terms("O4", "organic"))),
            by: "certifier")
        try world.done(
            EventText.object(
                "ADD", EventText.harvestStep, [(milk, "100", "LTR")],
                extra: CertificateText.citing([("certifier", "O4")]) + Text.says("segregated")),
            by: "farm")

        try world.done(
            EventText.transformation(
                [(milk, "100", "LTR")], [(cheese, "103", "KGM")],
                extra: Text.says("mass_balance", of: []) + Text.at(Text.works)), by: "farm")

        let account = try world.claimAccount(cheese, by: "farm")
        #expect(try world.claims(account) == ClaimAccountLeaf(credited: 100_000_000))
    }

    @Test func `goods under mass balance do not become segregated again`() throws {
        var world = try credited()
        try world.done(use(30), by: "processor")

        let refusal = try world.custodyRefusal(
            Text.make(
                [(Text.madeToo, 30)], [(EventText.lot("F", of: "4880002"), 30)],
                Text.says("segregated")))
        let mixed = EventText.lot("F", of: "4880002", item: "054321")
        try world.done(
            Text.balance([(Text.madeToo, 30)], [(mixed, 30)], of: [mixed]), by: "processor")

        #expect(
            refusal
                == RuleRefusal.custody(
                    .tooWeak(
                        lot: EventText.key(Text.madeToo), recorded: massBalance, .segregated,
                        .kind(.organic))
                ).refusal(at: "/epcisBody/eventList/0/inputQuantityList/0"))
        #expect(try world.credit() == [60, 60])
    }

    @Test func `credit that others used is not taken back`() throws {
        var world = try credited()
        func declared() -> String {
            Text.balance(
                [(Text.segregated, 100)], [(Text.made, 30)], of: [], id: "urn:uuid:x",
                extra: EventText.declaration)
        }
        try world.done(use(20, id: "urn:uuid:y"), by: "processor")

        let spent = try world.custodyRefusal(declared())
        let silent = try world.custodyRefusal(
            Text.make(
                [(Text.segregated, 100)], [(Text.made, 30)], id: "urn:uuid:x",
                extra: Text.at(Text.works) + EventText.declaration))
        try world.done(
            use(20, id: "urn:uuid:y", extra: EventText.declaration), by: "processor")
        let returned = try world.credit()
        try world.done(declared(), by: "processor")

        #expect(
            spent
                == RuleRefusal.custody(
                    .creditSpent(
                        try world.claimAccount(), available: 10_000_000, asked: 30_000_000)
                ).refusal(at: "/epcisBody/eventList/0"))
        #expect(spent.code == "custody.credit_spent")
        #expect(silent.code == "declaration.differs")
        #expect(returned == [30, 0])
        #expect(world.state.count(of: .claimAccount) == 0)
        #expect(try world.account("processor", Text.segregated).onHand == kilograms(200))
        #expect(try world.custody(Text.madeToo) == nil)
    }

    @Test func `an event that credits and uses is taken back as a whole`() throws {
        var world = try World.claiming()
        func event(_ extra: String) -> String {
            Text.balance(
                both, [(Text.made, 30), (Text.madeToo, 30)], of: [Text.made], id: "urn:uuid:x",
                extra: extra)
        }
        try world.done(event(""), by: "processor")

        try world.done(event(EventText.declaration), by: "processor")
        try world.done(event(EventText.declaration), by: "processor")

        #expect(world.state.count(of: .claimAccount) == 0)
        #expect(try world.account("processor", Text.plain).onHand == kilograms(300))
        #expect(try world.custody(Text.made) == nil)
    }

    @Test func `goods that are gone, and inputs that were put in, are not taken back`() throws {
        var world = try credited()
        try world.done(use(20, id: "urn:uuid:y"), by: "processor")
        try world.done(EventText.lose(Text.madeToo, 10), by: "processor")

        let gone = try world.custodyRefusal(
            use(20, id: "urn:uuid:y", extra: EventText.declaration))

        #expect(gone.code == "declaration.already_spent")
        #expect(try world.credit() == [30, 20])
    }

    @Test func `what is given back to a period that is over is of no more use`() throws {
        var world = try credited()
        let first = try world.claimAccount()
        try world.done(use(20, id: "urn:uuid:y"), by: "processor")
        world.wait(days: 180)

        try world.done(
            use(20, id: "urn:uuid:y", extra: EventText.declaration), by: "processor")
        let refusal = try world.custodyRefusal(use(1))

        #expect(try world.claims(first) == ClaimAccountLeaf(credited: 30_000_000))
        #expect(refusal.code == "custody.overdrawn")
    }

    @Test func `credit that comes after its use is refused first, and done when sent again`() throws
    {
        var world = try World.claiming()

        let early = try world.custodyRefusal(use(20))
        try world.done(
            Text.balance([(Text.segregated, 100)], [(Text.made, 30)], of: []), by: "processor")
        try world.done(use(20), by: "processor")

        #expect(early.code == "custody.overdrawn")
        #expect(try world.credit() == [30, 20])
    }

    @Test func `a delegate uses the accounts of its member where it may record`() throws {
        var world = try credited()
        try world.done(
            DelegationText.confirm(
                "scribe", ",\"kinds\":[\"transform\"],\"places\":[\"\(Text.works)\"]"),
            by: "processor")
        let behalf = DelegationText.behalf(of: "processor")

        let elsewhere = try world.refusal(
            use(10, at: EventText.plot("V", of: "4880002"), extra: behalf), by: "scribe")
        try world.done(use(10, extra: behalf), by: "scribe")

        #expect(elsewhere.code == "delegation.scope")
        #expect(try world.credit() == [30, 10])
    }
}
