import LedgerCore
import Testing
import Traceability

/// Certificates are drawn down: Docs/Spec/MassBalance.md §14.
struct DrawTests {
    private let lot = CertificateText.lot
    private let other = CertificateText.other
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
    private let buyer = CertificateText.buyer
    private let plantHealth = [("inspector", "P1")]

    @Test func `no more leaves under a certificate than is left of it`() throws {
        var world = try World.certified()
        try world.done(CertificateText.ship(40, under: plantHealth), by: "farm")

        let refusal = try world.refusal(CertificateText.ship(21, under: plantHealth), by: "farm")
        let onHand = try world.account("farm", lot).onHand
        try world.done(CertificateText.ship(20, under: plantHealth), by: "farm")

        #expect(
            refusal
                == Refusal(
                    code: "certificate.overdrawn", place: "/epcisBody/eventList/0",
                    details: [
                        OutcomeDetail("issuer", "inspector"), OutcomeDetail("number", "P1"),
                        OutcomeDetail("available", "20 kg"), OutcomeDetail("asked", "21 kg"),
                    ]))
        #expect(onHand == kilograms(60))
        #expect(try world.left("P1", of: "inspector") == 0)
    }

    @Test func `two shipments of one event draw together`() throws {
        var world = try World.certified()
        let both = EventText.object(
            "OBSERVE", "shipping", [(lot, "40", "KGM"), (lot, "21", "KGM")], to: buyer,
            extra: CertificateText.citing(plantHealth))

        #expect(try world.refusal(both, by: "farm").code == "certificate.overdrawn")
        #expect(try world.left("P1", of: "inspector") == 60_000_000)
    }

    @Test(arguments: [[20, 50], [50, 20]])
    func `in either order the second of two that do not fit is refused`(order: [Int]) throws {
        var world = try World.certified()

        let judgements = try order.map { kilograms in
            try world.record(CertificateText.ship(kilograms, under: plantHealth), by: "farm")
                == .done
        }

        #expect(judgements == [true, false])
        #expect(try world.left("P1", of: "inspector") == Int64(60 - order[0]) * 1_000_000)
    }

    @Test func `an error declaration gives back what was drawn, once`() throws {
        var world = try World.certified()
        let shipped = CertificateText.ship(40, under: plantHealth, id: id)
        try world.done(shipped, by: "farm")
        let declared = CertificateText.ship(40, under: [], id: id, extra: EventText.declaration)

        try world.done(declared, by: "farm")
        try world.done(declared, by: "farm")

        #expect(try world.left("P1", of: "inspector") == 60_000_000)
        #expect(try world.account("farm", lot).onHand == kilograms(100))
    }

    @Test func `what was received meanwhile stays drawn`() throws {
        var world = try World.certified()
        let text = { (extra: String) in
            EventText.ship(
                lot, 40, to: EventText.processorParty, id: id,
                extra: CertificateText.citing(plantHealth) + extra)
        }
        try world.done(text(""), by: "farm")
        try world.done(EventText.receive(lot, 40), by: "processor")

        let refusal = try world.refusal(text(EventText.declaration), by: "farm")

        #expect(refusal.code == "declaration.already_spent")
        #expect(try world.left("P1", of: "inspector") == 20_000_000)
    }

    @Test func `nobody draws from what nobody issued`() throws {
        var world = try World.certified()

        for certificate in [("inspector", "P2"), ("certifier", "P1")] {
            let refusal = try world.refusal(
                CertificateText.ship(1, under: [certificate]), by: "farm")

            #expect(refusal.code == "certificate.unknown")
        }
    }

    @Test func `goods go under a certificate that is for them`() throws {
        var world = try World.certified()
        try world.done(CertificateText.issue("P2", of: other, "50"), by: "inspector")
        let both = { (certificates: [(String, String)]) in
            EventText.object(
                "OBSERVE", "shipping", [(lot, "10", "KGM"), (other, "10", "KGM")], to: buyer,
                extra: CertificateText.citing(certificates))
        }

        let foreign = try world.refusal(
            CertificateText.ship(1, of: other, under: plantHealth), by: "farm")
        let half = try world.refusal(both(plantHealth), by: "farm")
        try world.done(both(plantHealth + [("inspector", "P2")]), by: "farm")

        #expect([foreign.code, half.code] == ["certificate.scope", "certificate.scope"])
        #expect(half.details.first { $0.name == "lot" }?.value == EventText.key(other))
        #expect(try world.left("P1", of: "inspector") == 50_000_000)
        #expect(try world.left("P2", of: "inspector") == 40_000_000)
    }

    @Test func `each of several certificates of one lot is drawn`() throws {
        var world = try World.certified()
        try world.done(CertificateText.issue("O1", "origin", of: lot, "30"), by: "certifier")
        let papers = plantHealth + [("certifier", "O1")]

        let refusal = try world.refusal(CertificateText.ship(31, under: papers), by: "farm")
        try world.done(CertificateText.ship(30, under: papers), by: "farm")

        #expect(refusal.details.first { $0.name == "number" }?.value == "O1")
        #expect(try world.left("P1", of: "inspector") == 30_000_000)
        #expect(try world.left("O1", of: "certifier") == 0)
    }

    @Test func `a certificate of a class is its holder's`() throws {
        var world = try World.certified()
        let product = "urn:epc:idpat:sgtin:4880001.012345.*"
        try world.done(
            CertificateText.issue("G1", "organic", of: product, "120", holder: "farm"),
            by: "certifier")
        try world.done(EventText.ship(lot, 50, to: EventText.processorParty), by: "farm")
        try world.done(EventText.receive(lot, 50), by: "processor")

        let foreign = try world.refusal(
            CertificateText.ship(1, under: [("certifier", "G1")]), by: "processor")
        try world.done(CertificateText.ship(40, under: [("certifier", "G1")]), by: "farm")
        try world.done(
            CertificateText.ship(50, of: other, under: [("certifier", "G1")]), by: "farm")

        #expect(foreign.code == "certificate.scope")
        #expect(try world.left("G1", of: "certifier") == 30_000_000)
    }

    @Test func `whoever holds a certified lot ships it under its certificate`() throws {
        var world = try World.certified()
        try world.done(EventText.ship(lot, 50, to: EventText.processorParty), by: "farm")
        try world.done(EventText.receive(lot, 50), by: "processor")

        try world.done(CertificateText.ship(50, under: plantHealth), by: "processor")

        #expect(try world.left("P1", of: "inspector") == 10_000_000)
    }

    @Test func `unaccounted goods go under no certificate`() throws {
        var world = try World.certified()
        try world.done(EventText.receive(lot, 30), by: "processor")

        let refusal = try world.refusal(
            CertificateText.ship(10, under: plantHealth), by: "processor")
        try world.done(EventText.ship(lot, 10, to: buyer), by: "processor")

        #expect(
            refusal
                == Refusal(
                    code: "certificate.unaccounted", place: "/epcisBody/eventList/0",
                    details: [
                        OutcomeDetail("lot", EventText.key(lot)),
                        OutcomeDetail("unaccounted", "10 kg"), OutcomeDetail("asked", "10 kg"),
                    ]))
        #expect(try world.left("P1", of: "inspector") == 60_000_000)
    }

    @Test func `a certificate ends with its last moment`() throws {
        var world = try World.certified()
        world.time = CertificateText.until
        try world.done(CertificateText.ship(1, under: plantHealth), by: "farm")
        world.time = CertificateText.until.advanced(byMilliseconds: 1)

        let refusal = try world.refusal(CertificateText.ship(2, under: plantHealth), by: "farm")

        #expect(refusal.code == "certificate.expired")
        #expect(
            refusal.details.first { $0.name == "time" }?.value == world.lastTime.iso8601)
    }

    @Test func `what left before a certificate began does not go under it`() throws {
        var world = try World.certified()
        let before = EventText.object(
            "OBSERVE", "shipping", [(lot, "1", "KGM")], to: buyer,
            after: -31 * 24 * World.hour, extra: CertificateText.citing(plantHealth))

        #expect(try world.refusal(before, by: "farm").code == "certificate.expired")
    }

    @Test func `what was drawn before a certificate was revoked can still be taken back`() throws {
        var world = try World.certified()
        try world.done(CertificateText.ship(10, under: plantHealth, id: id), by: "farm")
        try world.done(CertificateText.revoke("P1", of: lot), by: "inspector")

        try world.done(
            CertificateText.ship(10, under: [], id: id, extra: EventText.declaration), by: "farm")

        #expect(try world.left("P1", of: "inspector") == 60_000_000)
        #expect(
            try world.refusal(CertificateText.ship(10, under: plantHealth), by: "farm").code
                == "certificate.revoked")
    }

    @Test(arguments: [
        "[]", #"[{"issuer":"inspector"}]"#, #"[{"number":"P1"}]"#, #""P1""#,
        #"[{"issuer":"inspector","number":"P1"},{"issuer":"inspector","number":"P1"}]"#,
    ])
    func `certificates that cannot be read are refused`(citation: String) throws {
        var world = try World.certified()
        let text = EventText.ship(
            lot, 1, to: buyer, extra: ",\"\(CertificateCitation.name)\":\(citation)")

        #expect(try world.refusal(text, by: "farm").code == "certificate.unreadable")
    }

    @Test func `packs are counted by what they hold, and others cannot be`() throws {
        var world = try World.certified()
        let pack = EventText.item("1", of: "4880001")
        try world.describe(pack, "080910", net: 5_000_000)
        try world.done(
            EventText.object("ADD", "commissioning", items: [pack]), by: "farm")
        let litres = EventText.lot("W1", item: "054321")
        let ofPacks = CertificateText.issue(
            "G1", "organic", of: "urn:epc:idpat:sgtin:4880001.012345.*", "7", holder: "farm")
        try world.done(ofPacks, by: "certifier")
        let ofWine = CertificateText.issue(
            "G2", "organic", of: "urn:epc:idpat:sgtin:4880001.054321.*", "7", holder: "farm")
        try world.done(ofWine, by: "certifier")
        try world.done(
            EventText.object("ADD", EventText.harvestStep, [(litres, "5", "LTR")]), by: "farm")

        try world.done(
            EventText.object(
                "OBSERVE", "shipping", items: [pack], to: buyer,
                extra: CertificateText.citing([("certifier", "G1")])), by: "farm")
        let refusal = try world.refusal(
            EventText.object(
                "OBSERVE", "shipping", [(litres, "1", "LTR")], to: buyer,
                extra: CertificateText.citing([("certifier", "G2")])), by: "farm")

        #expect(try world.left("G1", of: "certifier") == 2_000_000)
        #expect(refusal.code == "certificate.scope")
    }

    @Test func `a pallet draws for what is inside`() throws {
        var world = try World.certified()
        let pallet = EventText.pallet(1)
        try world.done(EventText.object("ADD", "commissioning", items: [pallet]), by: "farm")
        try world.done(
            EventText.aggregation("ADD", "packing", parent: pallet, [(lot, "45", "KGM")]),
            by: "farm")

        try world.done(
            EventText.object(
                "OBSERVE", "shipping", items: [pallet], to: buyer,
                extra: CertificateText.citing(plantHealth)), by: "farm")

        #expect(try world.left("P1", of: "inspector") == 15_000_000)
    }

    @Test func `a pallet of unknown content goes under no certificate`() throws {
        var world = try World.certified()
        let pallet = EventText.pallet(1)
        try world.done(EventText.object("ADD", "commissioning", items: [pallet]), by: "farm")
        let alone = EventText.object(
            "OBSERVE", "shipping", items: [pallet], to: buyer,
            extra: CertificateText.citing(plantHealth))
        let beside = EventText.object(
            "OBSERVE", "shipping", [(lot, "1", "KGM")], items: [pallet], to: buyer,
            extra: CertificateText.citing(plantHealth))

        for text in [alone, beside] {
            #expect(try world.refusal(text, by: "farm").code == "certificate.scope")
        }
        #expect(try world.left("P1", of: "inspector") == 60_000_000)
    }

    @Test func `what is made under a certificate draws on it`() throws {
        var world = try World.certified()
        let dried = EventText.lot("D1", item: "054321")
        try world.done(CertificateText.issue("C1", "conformity", of: dried, "20"), by: "certifier")
        let make = { (kilograms: Int) in
            EventText.dry(
                lot, 40, into: dried, kilograms,
                extra: CertificateText.citing([("certifier", "C1")]))
        }

        let refusal = try world.refusal(make(21), by: "farm")
        try world.done(make(20), by: "farm")

        #expect(refusal.code == "certificate.overdrawn")
        #expect(try world.left("C1", of: "certifier") == 0)
    }

    @Test func `a mention in a receipt draws nothing`() throws {
        var world = try World.certified()
        try world.done(EventText.ship(lot, 10, to: EventText.processorParty), by: "farm")

        try world.done(
            EventText.receive(lot, 10, extra: CertificateText.citing(plantHealth)),
            by: "processor")

        #expect(try world.left("P1", of: "inspector") == 60_000_000)
    }
}
