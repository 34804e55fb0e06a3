import LedgerCore
import Testing
import Traceability

/// The last test of a lot that stands gates it: Docs/Spec/MassBalance.md §14.
struct GateTests {
    private let lot = CertificateText.lot
    private let other = CertificateText.other
    private let dried = EventText.lot("D1", item: "054321")
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
    private let plantHealth = [("inspector", "P1")]

    private func test(
        _ number: String, _ result: String, of lot: String? = nil, id: String? = nil,
        extra: String = ""
    ) -> String {
        CertificateText.issue(
            number, "test", of: lot ?? self.lot, nil, result: result, id: id, extra: extra)
    }

    /// Whether a kilogram of the lot may leave under its phytosanitary certificate.
    private func isOpen(_ world: World) throws -> Bool {
        var world = world
        let text = CertificateText.ship(1, under: plantHealth)
        return try world.record(text, by: "farm") == .done
    }

    @Test func `a lot that failed leaves under no certificate`() throws {
        var world = try World.certified()
        try world.done(test("T1", "failed"), by: "laboratory")

        let refusal = try world.refusal(
            CertificateText.ship(1, under: plantHealth), by: "farm")
        try world.done(EventText.ship(lot, 1, to: EventText.processorParty), by: "farm")

        #expect(
            refusal
                == Refusal(
                    code: "lot.failed_test", place: "/epcisBody/eventList/0",
                    details: [
                        OutcomeDetail("lot", EventText.key(lot)),
                        OutcomeDetail("issuer", "laboratory"), OutcomeDetail("number", "T1"),
                    ]))
        #expect(try world.left("P1", of: "inspector") == 60_000_000)
    }

    @Test func `the last result decides, whichever laboratory found it`() throws {
        var world = try World.certified()
        var found: [Bool] = []

        for (number, result, laboratory) in [
            ("T1", "passed", "laboratory"), ("T2", "failed", "laboratory"),
            ("T3", "passed", "laboratory-2"), ("T4", "failed", "laboratory-2"),
        ] {
            try world.done(test(number, result), by: laboratory)
            found.append(try isOpen(world))
        }

        #expect(found == [true, false, true, false])
    }

    @Test func `a result that is revoked counts no more`() throws {
        var world = try World.certified()
        let revoke = { (number: String, id: String) in
            CertificateText.revoke(number, of: lot, id: "urn:uuid:\(id)")
        }
        try world.done(test("T1", "failed"), by: "laboratory")
        try world.done(test("T2", "passed"), by: "laboratory")
        try world.done(revoke("T2", "a"), by: "laboratory")
        let closedAgain = try isOpen(world)
        try world.done(revoke("T1", "b"), by: "laboratory")

        #expect(!closedAgain)
        #expect(try isOpen(world))
        #expect(try world.lot(lot)?.tests == [])
    }

    @Test func `a test that was recorded in error closes nothing any more`() throws {
        var world = try World.certified()
        try world.done(test("T1", "failed", id: id), by: "laboratory")

        try world.done(
            test("T1", "failed", id: id, extra: EventText.declaration), by: "laboratory")

        #expect(try isOpen(world))
    }

    @Test func `a test is revoked for all its lots at once`() throws {
        var world = try World.certified()
        let both = EventText.object(
            "OBSERVE", CertificateText.certifying, [(lot, nil, nil), (other, nil, nil)],
            extra: CertificateText.claim(
                CertificateText.terms("T1", "test", ",\"result\":\"failed\"")))
        try world.done(both, by: "laboratory")

        let refusal = try world.refusal(CertificateText.revoke("T1", of: lot), by: "laboratory")

        #expect(refusal.code == "certificate.unreadable")
        #expect(try world.lot(other)?.failure?.number == "T1")
    }

    @Test func `what is made of a lot that failed has failed`() throws {
        var world = try World.certified()
        try world.done(test("T1", "failed"), by: "laboratory")
        try world.done(EventText.dry(lot, 40, into: dried, 10), by: "farm")
        try world.done(CertificateText.issue("P2", of: dried, "10"), by: "inspector")
        let ship = { (kilograms: Int) in
            CertificateText.ship(kilograms, of: dried, under: [("inspector", "P2")])
        }

        let refusal = try world.refusal(ship(5), by: "farm")
        try world.done(test("T2", "passed", of: dried), by: "laboratory")
        try world.done(ship(6), by: "farm")

        #expect(refusal.code == "lot.failed_test")
        #expect(try world.lot(lot)?.failure?.number == "T1")
    }

    @Test func `a transformation of several events passes a failure on`() throws {
        var world = try World.certified()
        let joined = "urn:epc:id:gdti:4880001.12345.T1"
        try world.done(test("T1", "failed"), by: "laboratory")
        try world.done(
            EventText.transformation([(lot, "40", "KGM")], [], joinedBy: joined), by: "farm")
        try world.done(
            EventText.transformation(
                [(other, "40", "KGM")], [(dried, "10", "KGM")], joinedBy: joined), by: "farm")

        #expect(try world.lot(dried)?.failure?.number == "T1")
        #expect(try world.lot(other)?.failure == nil)
    }

    @Test func `a pallet with a lot that failed passes it on too`() throws {
        var world = try World.certified()
        let pallet = EventText.pallet(1)
        try world.done(test("T1", "failed"), by: "laboratory")
        try world.done(EventText.object("ADD", "commissioning", items: [pallet]), by: "farm")
        try world.done(
            EventText.aggregation("ADD", "packing", parent: pallet, [(lot, "45", "KGM")]),
            by: "farm")

        try world.done(
            EventText.transformation(
                [(other, "10", "KGM")], [(dried, "10", "KGM")], inputItems: [pallet]), by: "farm")

        #expect(try world.lot(dried)?.failure?.number == "T1")
    }

    @Test func `a test that failed is no certificate to go under`() throws {
        var world = try World.certified()
        try world.done(test("T1", "failed"), by: "laboratory")
        try world.done(test("T2", "passed"), by: "laboratory")

        let refusal = try world.refusal(
            CertificateText.ship(1, under: [("laboratory", "T1")]), by: "farm")
        try world.done(CertificateText.ship(2, under: [("laboratory", "T2")]), by: "farm")

        #expect(refusal.code == "lot.failed_test")
    }

    @Test(arguments: [
        (CertificateText.terms("T1", "test"), "laboratory"),
        (CertificateText.terms("T1", "test", ",\"result\":\"good\""), "laboratory"),
        (CertificateText.terms("T1", "origin", ",\"result\":\"passed\""), "certifier"),
    ])
    func `a test, and nothing else, has a result`(terms: String, issuer: String) throws {
        var world = try World.certified()
        let text = EventText.object(
            "OBSERVE", CertificateText.certifying, [(lot, "1", "KGM")],
            extra: CertificateText.claim(terms))

        #expect(try world.refusal(text, by: issuer).code == "certificate.unreadable")
    }

    @Test func `a test is of lots and not of a class`() throws {
        var world = try World.certified()
        let text = CertificateText.issue(
            "T1", "test", of: "urn:epc:idpat:sgtin:4880001.012345.*", nil, holder: "farm",
            result: "passed")

        #expect(try world.refusal(text, by: "laboratory").code == "certificate.unreadable")
    }

    @Test func `under version 1 a result closes nothing`() throws {
        var world = try World.certified(.first)
        try world.done(test("T1", "failed"), by: "laboratory")

        #expect(try isOpen(world))
        #expect(try world.lot(lot)?.tests == [])
    }
}
