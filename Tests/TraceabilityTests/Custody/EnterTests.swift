import LedgerCore
import Testing
import Traceability

/// How a claim comes in, and what a lot bears: Docs/Spec/MassBalance.md §12.1.
struct EnterTests {
    private typealias Text = CustodyText

    private let lot = EventText.lot("H")
    private let segregated = CustodyLeaf(model: .segregated, claim: .kind(.organic))

    private func missing(_ claim: GoodsClaim = .kind(.organic)) -> Refusal {
        RuleRefusal.custody(.certificateMissing(claim, lot: EventText.key(lot)))
            .refusal(at: "/epcisBody/eventList/0")
    }

    @Test func `a claim comes in as far as its certificate is drawn`() throws {
        var world = try World.claiming()

        let over = try world.custodyRefusal(Text.grown(lot, 601), by: "farm")
        try world.done(Text.grown(lot, 600), by: "farm")
        let more = try world.custodyRefusal(Text.grown(lot, 1), by: "farm")

        // A, A2 and S took 400 of the 1,000.
        #expect(over.code == "certificate.overdrawn" && more.code == "certificate.overdrawn")
        #expect(try world.custody(lot) == segregated)
        #expect(try world.left("O1", of: "certifier") == 0)
    }

    @Test func `goods come under a claim by a certificate of it, with an amount`() throws {
        var world = try World.claiming()
        try world.done(
            CertificateText.issue("C1", "conformity", of: lot, "50"), by: "certifier")
        try world.done(
            CertificateText.issue("T1", "test", of: lot, nil, result: "passed"), by: "laboratory")
        func grown(
            _ certificates: [(String, String)], _ claim: String = Text.organic
        ) -> String {
            EventText.harvest(
                lot, 10,
                extra: CertificateText.citing(certificates) + Text.says("segregated", claim))
        }
        let named = "{\"issuer\":\"certifier\",\"number\":\"C1\"}"
        let certificate = CertificateReference(issuer: World.id("certifier"), number: "C1")

        let test = CertificateReference(issuer: World.id("laboratory"), number: "T1")

        let none = try world.custodyRefusal(grown([]), by: "farm")
        let other = try world.custodyRefusal(grown([("certifier", "C1")]), by: "farm")
        let unnamed = try world.custodyRefusal(grown([("certifier", "O1")], named), by: "farm")
        let tested = try world.custodyRefusal(
            grown(
                [("laboratory", "T1")], "{\"issuer\":\"laboratory\",\"number\":\"T1\"}"),
            by: "farm")
        try world.done(
            grown([("laboratory", "T1"), ("certifier", "C1")], named), by: "farm")

        #expect(none == missing() && other == missing())
        #expect(unnamed == missing(.certificate(certificate)))
        #expect(tested == missing(.certificate(test)))
        #expect(none.code == "custody.certificate_missing")
        #expect(
            try world.custody(lot)
                == CustodyLeaf(model: .segregated, claim: .certificate(certificate)))
    }

    @Test func `a lot is under one claim, or under none`() throws {
        var world = try World.claiming()

        let silent = try world.custodyRefusal(EventText.harvest(Text.segregated, 1), by: "farm")
        let late = try world.custodyRefusal(Text.grown(Text.plain, 1), by: "farm")
        let stricter = try world.custodyRefusal(
            Text.grown(Text.segregated, 1, "identity_preserved"), by: "farm")
        try world.done(Text.grown(Text.segregated, 1), by: "farm")
        try world.done(Text.grown(Text.preserved, 1, "identity_preserved"), by: "farm")
        try world.done(EventText.harvest(Text.plain, 1), by: "farm")

        func differs(_ lot: String, _ recorded: CustodyLeaf?, _ said: CustodyLeaf?) -> Refusal {
            RuleRefusal.custody(
                .lotDiffers(lot: EventText.key(lot), recorded: recorded, said: said)
            ).refusal(at: "/epcisBody/eventList/0/quantityList/0")
        }
        #expect(silent == differs(Text.segregated, segregated, nil))
        #expect(late == differs(Text.plain, nil, segregated))
        #expect(stricter.code == "custody.lot_differs")
    }

    @Test func `a lot that is no more can be under another claim`() throws {
        var world = try World.claiming()
        try world.done(Text.grown(lot, 10, id: "urn:uuid:1"), by: "farm")
        try world.done(Text.grown(lot, 10, id: "urn:uuid:2"), by: "farm")

        try world.done(
            Text.grown(lot, 10, id: "urn:uuid:1", extra: EventText.declaration), by: "farm")
        let kept = try world.custody(lot)
        try world.done(
            Text.grown(lot, 10, id: "urn:uuid:2", extra: EventText.declaration), by: "farm")

        #expect(kept == segregated)
        #expect(try world.custody(lot) == nil)
        #expect(try world.left("O1", of: "certifier") == 600_000_000)
        try world.done(EventText.harvest(lot, 10), by: "farm")
        #expect(try world.custody(lot) == nil)
    }

    @Test func `what is unaccounted is under no claim`() throws {
        var world = try World.claiming()
        let made = EventText.lot("Z", of: "4880002")
        try world.done(
            CertificateText.issue("O3", "organic", of: made, "50"), by: "certifier")

        let refusal = try world.custodyRefusal(
            EventText.object(
                "ADD", "commissioning", [(made, "10", "KGM")],
                extra: CertificateText.citing([("certifier", "O3")]) + Text.says("segregated")))

        #expect(
            refusal
                == RuleRefusal.custody(
                    .unaccounted(
                        lot: EventText.key(made), unaccounted: 10_000_000, asked: 10_000_000,
                        unit: .milligram)
                ).refusal(at: "/epcisBody/eventList/0/quantityList/0"))
    }

    @Test(arguments: [
        "\"organic\"", "{}", "{\"model\":\"segregated\"}",
        "{\"model\":\"mixed\",\"claim\":\"organic\"}",
        "{\"model\":\"segregated\",\"claim\":\"conformity\"}",
        "{\"model\":\"segregated\",\"claim\":\"test\"}",
        "{\"model\":\"segregated\",\"claim\":{\"issuer\":\"certifier\"}}",
        "{\"model\":\"segregated\",\"claim\":{\"number\":\"O1\"}}",
        "{\"model\":\"segregated\",\"claim\":\"organic\",\"lots\":\"x\"}",
        "{\"model\":\"segregated\",\"claim\":\"organic\",\"lots\":[1]}",
        "{\"model\":\"segregated\",\"claim\":\"organic\",\"lots\":[\"urn:epc:class:lgtin:4880001.012345.Q\"]}",
        "{\"model\":\"segregated\",\"claim\":\"organic\",\"lots\":[\"urn:epc:class:lgtin:4880001.012345.H\",\"urn:epc:class:lgtin:4880001.012345.H\"]}",
    ])
    func `what cannot be read is refused`(custody: String) throws {
        var world = try World.claiming()

        let refusal = try world.custodyRefusal(
            EventText.harvest(
                lot, 1,
                extra: CertificateText.citing([("certifier", "O1")])
                    + ",\"\(CustodyClaim.name)\":\(custody)"), by: "farm")

        #expect(refusal.code == "custody.unreadable" && refusal.details.count == 1)
    }

    @Test func `a declaration repeats what the event said of custody`() throws {
        var world = try World.claiming()
        let citing = CertificateText.citing([("certifier", "O1")])
        try world.done(Text.grown(lot, 10, id: "urn:uuid:1"), by: "farm")
        func declared(_ said: String) -> String {
            EventText.harvest(
                lot, 10, id: "urn:uuid:1", extra: citing + said + EventText.declaration)
        }

        for said in [
            "", Text.says("mass_balance"), Text.says("segregated", "\"origin\""),
            Text.says("segregated", of: [lot]), Text.says("segregated", of: []),
        ] {
            #expect(
                try world.refusal(declared(said), by: "farm").code == "declaration.differs")
        }
        try world.done(declared(Text.says("segregated")), by: "farm")
    }

    @Test func `under version 4 an event says nothing by it`() throws {
        var world = try World(members: CertificateText.members)
        try world.adopt(RuleVersion(4))
        var silent = world

        try world.done(
            EventText.harvest(lot, 10, id: "urn:uuid:1", extra: Text.says("segregated")),
            by: "farm")
        try silent.done(EventText.harvest(lot, 10, id: "urn:uuid:1"), by: "farm")

        #expect(try world.custody(lot) == nil)
        let key = StateKey.event("urn:uuid:1")
        #expect(
            try world.state.leaf(EventLeaf.self, at: key)?.meaning
                == silent.state.leaf(EventLeaf.self, at: key)?.meaning)
        // Declared under version 5, by what it said then.
        try world.adopt(RuleVersion(5))
        try world.done(
            EventText.harvest(
                lot, 10, id: "urn:uuid:1", extra: Text.says("segregated") + EventText.declaration),
            by: "farm")
        #expect(try world.account("farm", lot).onHand == .none)
    }

    @Test func `an event that says nothing leaves under version 5 what it left under version 4`()
        throws
    {
        func states(_ version: RuleVersion) throws -> [Bytes?] {
            var world = try World(members: CertificateText.members)
            try world.adopt(version)
            let dried = EventText.lot("D")
            try world.done(EventText.harvest(lot, 10, id: "urn:uuid:1"), by: "farm")
            try world.done(
                Text.make(
                    [(lot, 4)], [(dried, 1)], joinedBy: "urn:t", id: "urn:uuid:2"), by: "farm")
            try world.done(
                EventText.ship(dried, 1, to: EventText.processorParty, id: "urn:uuid:3"),
                by: "farm")
            let keys: [StateKey] =
                [lot, dried].flatMap { lot in
                    [
                        .lot(EventText.key(lot)), .origins(of: EventText.key(lot)),
                        .account(of: World.id("farm"), lot: EventText.key(lot), in: .milligram),
                        .custody(of: EventText.key(lot)),
                    ]
                } + [.transformation("urn:t", of: World.id("farm"))]
                + (1...3).map { .event("urn:uuid:\($0)") }
            return try keys.map { key throws in try world.state.value(for: key) }
        }

        let fourth = try states(RuleVersion(4))

        #expect(try states(RuleVersion(5)) == fourth)
        #expect(fourth.filter { $0 == nil }.count == 3)
    }

    @Test func `a delegate claims for its member where it may record`() throws {
        var world = try World.claiming()
        let place = EventText.plot("B1")
        try world.done(
            DelegationText.confirm(
                "scribe", ",\"kinds\":[\"harvest\"],\"places\":[\"\(place)\"]"), by: "farm")
        let behalf = DelegationText.behalf()

        let elsewhere = try world.refusal(
            Text.grown(lot, 10, extra: behalf), by: "scribe")
        try world.done(
            Text.grown(lot, 10, extra: behalf + Text.at(place)), by: "scribe")

        #expect(elsewhere.code == "delegation.scope")
        #expect(try world.custody(lot) == segregated)
        #expect(try world.left("O1", of: "certifier") == 590_000_000)
    }
}
