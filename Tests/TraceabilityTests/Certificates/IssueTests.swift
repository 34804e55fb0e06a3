import LedgerCore
import Testing
import Traceability

/// Certificates are issued and revoked: Docs/Spec/MassBalance.md §14.
struct IssueTests {
    private let lot = CertificateText.lot
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
    private let buyer = CertificateText.buyer
    private let plantHealth = [("inspector", "P1")]

    @Test func `what was certified is on record`() throws {
        let world = try World.certified()

        #expect(
            try world.certificate("P1", of: "inspector")
                == CertificateLeaf(
                    kind: .phytosanitary, holder: nil, goods: [EventText.key(lot)],
                    allowance: CertificateLeaf.Allowance(unit: .milligram, amount: 60_000_000),
                    validFrom: CertificateText.from, validUntil: CertificateText.until))
    }

    @Test func `the issuer alone revokes, and nothing is drawn from then on`() throws {
        var world = try World.certified()
        try world.done(CertificateText.ship(10, under: plantHealth, id: id), by: "farm")
        let foreign = try world.refusal(CertificateText.revoke("P1", of: lot), by: "certifier")

        try world.done(CertificateText.revoke("P1", of: lot), by: "inspector")
        let height = world.height
        let refusal = try world.refusal(CertificateText.ship(10, under: plantHealth), by: "farm")
        let again = try world.refusal(
            CertificateText.revoke("P1", of: lot, id: "urn:uuid:again"), by: "inspector")

        #expect(foreign.code == "certificate.unknown")
        #expect([refusal.code, again.code] == ["certificate.revoked", "certificate.revoked"])
        #expect(try world.certificate("P1", of: "inspector")?.revokedFrom == height)
        #expect(try world.left("P1", of: "inspector") == 50_000_000)
    }

    @Test func `a certificate that was issued in error is revoked, and a revocation stays`() throws
    {
        var world = try World.certified()
        let issue = CertificateText.issue("P2", of: lot, "9", id: id)
        try world.done(issue, by: "inspector")
        try world.done(
            CertificateText.issue("P2", of: lot, "9", id: id, extra: EventText.declaration),
            by: "inspector")
        let revocation = "urn:uuid:00000000-0000-4000-8000-000000000002"
        try world.done(CertificateText.revoke("P1", of: lot, id: revocation), by: "inspector")

        let refusal = try world.refusal(
            CertificateText.revoke("P1", of: lot, id: revocation, extra: EventText.declaration),
            by: "inspector")

        #expect(try world.certificate("P2", of: "inspector")?.revokedFrom != nil)
        #expect(refusal.code == "declaration.not_supported")
    }

    @Test func `a number is issued once, and another issuer has numbers of its own`() throws {
        var world = try World.certified()

        let refusal = try world.refusal(
            CertificateText.issue("P1", of: lot, "1000"), by: "inspector")
        try world.done(CertificateText.issue("P1", "origin", of: lot, "5"), by: "certifier")

        #expect(refusal.code == "certificate.known")
        #expect(try world.left("P1", of: "inspector") == 60_000_000)
        #expect(try world.left("P1", of: "certifier") == 5_000_000)
    }

    @Test(arguments: [
        ("phytosanitary", "inspector"), ("origin", "certifier"), ("conformity", "certifier"),
        ("organic", "certifier"), ("test", "laboratory"),
    ])
    func `a kind is issued by its roles`(kind: String, issuer: String) throws {
        var world = try World.certified()

        let result = kind == "test" ? "passed" : nil
        for member in ["farm", "inspector", "certifier", "laboratory"] where member != issuer {
            let refusal = try world.refusal(
                CertificateText.issue("X1", kind, of: lot, "1", result: result), by: member)
            #expect(refusal.code == "member.role_missing")
        }
        try world.done(CertificateText.issue("X1", kind, of: lot, "1", result: result), by: issuer)
    }

    @Test(arguments: [
        #"{"number":"","kind":"origin"}"#, #"{"kind":"origin"}"#,
        #"{"number":"C1","kind":"letter"}"#, #"{"number":"C1","kind":"origin"}"#,
        #"{"number":"C1","kind":"origin","validFrom":"2026-01-01","validUntil":"2027-01-01"}"#,
        #"{"number":"C1","kind":"origin","validFrom":"2027-01-01T00:00:00Z","#
            + #""validUntil":"2026-01-01T00:00:00Z"}"#,
        #"{"number":"C1","kind":"origin","holder":"No One","#
            + #""validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z"}"#,
        #""C1""#,
    ])
    func `what cannot be read is refused`(claim: String) throws {
        var world = try World.certified()
        let text = EventText.object(
            "OBSERVE", CertificateText.certifying, [(lot, "1", "KGM")],
            extra: CertificateText.claim(claim))

        #expect(try world.refusal(text, by: "certifier").code == "certificate.unreadable")
    }

    @Test(
        arguments: [
            [("A1", "KGM", "1"), ("A2", "LTR", "1")], [("A1", "KGM", nil)],
            [("A1", "KGM", "1"), ("A2", "KGM", nil)], [("A1", "KGM", "0")],
        ] as [[(String, String, String?)]])
    func `an amount is told in one unit`(goods: [(String, String, String?)]) throws {
        var world = try World.certified()
        let text = EventText.object(
            "OBSERVE", CertificateText.certifying,
            goods.map { (EventText.lot($0.0), $0.2, $0.1) },
            extra: CertificateText.claim(CertificateText.terms("C1", "origin")))

        #expect(try world.refusal(text, by: "certifier").code == "certificate.unreadable")
    }

    @Test func `a certificate is said where it is meant`() throws {
        var world = try World.certified()
        let terms = CertificateText.claim(CertificateText.terms("C1", "origin"))
        let added = EventText.object(
            "ADD", CertificateText.certifying, [(lot, "1", "KGM")], extra: terms)
        let shipped = EventText.ship(lot, 1, to: buyer, extra: terms)
        let ofClass = CertificateText.issue(
            "C1", "origin", of: "urn:epc:idpat:sgtin:4880001.012345.*", "1")

        for text in [added, shipped, ofClass] {
            #expect(try world.refusal(text, by: "sandbox").code == "certificate.unreadable")
        }
        let nobody = CertificateText.issue("C1", "origin", of: lot, "1", holder: "nobody")
        #expect(try world.refusal(nobody, by: "certifier").code == "member.unknown")
    }

    @Test func `under version 1 a certificate is words`() throws {
        var world = try World.certified(.first)

        try world.done(CertificateText.ship(99, under: plantHealth), by: "farm")

        #expect(try world.certificate("P1", of: "inspector") == nil)
        #expect(try world.account("farm", lot).onHand == kilograms(1))
    }
}
