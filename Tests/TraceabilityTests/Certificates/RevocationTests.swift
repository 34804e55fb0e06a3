import LedgerCore
import Testing
import Traceability

/// Administrators revoke certificates: Docs/Spec/MassBalance.md §14.
struct RevocationTests {
    private let lot = CertificateText.lot
    private let plantHealth = [("inspector", "P1")]
    private let reason = "the office was closed, its seal is lost"

    private func change(
        _ number: String = "P1", of issuer: String = "inspector", from height: Height,
        reason: String? = nil
    ) -> GovernanceChange {
        .revokeCertificate(
            CertificateReference(issuer: World.id(issuer), number: number),
            reason: reason ?? self.reason, from: height)
    }

    private func world() throws -> World { try World.certified(RuleVersion(4)) }

    @Test func `nothing is drawn from the height on, and what was drawn stands`() throws {
        var world = try world()
        // The decision is in the next block, and holds from the one after its next.
        let from = world.height.next.next.next
        try world.govern([change(from: from)])

        try world.done(CertificateText.ship(10, under: plantHealth), by: "farm")
        let refusal = try world.refusal(CertificateText.ship(11, under: plantHealth), by: "farm")

        #expect(world.height == from)
        #expect(refusal.code == "certificate.revoked")
        #expect(
            refusal.details == [
                OutcomeDetail("issuer", "inspector"), OutcomeDetail("number", "P1"),
                OutcomeDetail("height", "\(from)"),
            ])
        let leaf = try world.certificate("P1", of: "inspector")
        #expect(leaf?.revokedFrom == from && leaf?.revocationReason == reason)
        #expect(leaf?.allowance?.left == 50_000_000)
    }

    @Test func `what is drawn in error after that is given back and of no more use`() throws {
        var world = try world()
        let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
        try world.done(CertificateText.ship(10, under: plantHealth, id: id), by: "farm")
        try world.govern([change(from: world.height.next.next)])

        try world.done(
            CertificateText.ship(10, under: plantHealth, id: id, extra: EventText.declaration),
            by: "farm")

        #expect(try world.left("P1", of: "inspector") == 60_000_000)
        #expect(try world.certificate("P1", of: "inspector")?.revocationReason == reason)
    }

    @Test func `it is one that exists, from a height to come, and not revoked by then`() throws {
        var world = try world()
        let next = world.height.next.next
        let unknown = try world.refusal(of: [change("P9", from: next.next)])
        let late = try world.refusal(of: [change(from: world.height.next)])
        let later = Height(world.height.rawValue + 50)
        try world.govern([change(from: later)])
        let again = try world.refusal(of: [change(from: later)])
        let earlier = Height(later.rawValue - 10)
        try world.govern([change(from: earlier, reason: "sooner")])

        #expect(unknown.code == "certificate.unknown")
        #expect(late.code == "governance.rule_height_passed")
        #expect(again.code == "certificate.revoked")
        let leaf = try world.certificate("P1", of: "inspector")
        #expect(leaf?.revokedFrom == earlier && leaf?.revocationReason == "sooner")
    }

    @Test func `the issuer revokes at once what the administrators revoke later`() throws {
        var world = try world()
        try world.govern([change(from: Height(world.height.rawValue + 50))])

        try world.done(CertificateText.revoke("P1", of: lot), by: "inspector")
        let again = try world.refusal(
            CertificateText.revoke("P1", of: lot, id: "urn:uuid:again"), by: "inspector")
        let administrators = try world.refusal(of: [change(from: world.height.next.next)])

        let leaf = try world.certificate("P1", of: "inspector")
        #expect(leaf?.revocationReason == nil && leaf?.revokedFrom != nil)
        #expect(again.code == "certificate.revoked")
        #expect(administrators.code == "certificate.revoked")
    }

    @Test(arguments: ["", String(repeating: "x", count: 257)])
    func `a reason is told, and is short`(reason: String) throws {
        let change = change(from: Height(9), reason: reason)

        #expect(change.fault?.code == .notGovernance)
    }

    @Test(arguments: [RuleVersion(2), RuleVersion(3)])
    func `under earlier rules issuers alone revoke`(version: RuleVersion) throws {
        var world = try World.certified(version)

        let refusal = try world.refusal(of: [change(from: world.height.next.next)])

        #expect(refusal.code == "content.not_governance")
        #expect(try world.certificate("P1", of: "inspector")?.revokedFrom == nil)
    }

    @Test func `a proposal with it is read as it was written, and told by a file`() throws {
        var world = try world()
        let change = change(from: Height(99))
        let proposal = try world.proposal([change]).proposal

        #expect(try Proposal(decoding: proposal.encoded()) == proposal)
        let preview = try GovernancePreview(
            proposal, on: world.genesis.chainID, height: world.height, state: world.state)
        #expect(preview.refusal == nil)
        try world.govern([change])
        #expect(try world.certificate("P1", of: "inspector")?.revokedFrom == Height(99))
    }
}

/// Tests of laboratories that administrators revoked.
struct RevokedTestTests {
    private let lot = CertificateText.lot

    private func test(_ number: String, _ result: String) -> String {
        CertificateText.issue(number, "test", of: lot, nil, result: result)
    }

    private func revoke(_ number: String, _ laboratory: String, in world: inout World) throws {
        let certificate = CertificateReference(issuer: World.id(laboratory), number: number)
        try world.govern([
            .revokeCertificate(
                certificate, reason: "bought", from: world.height.next.next)
        ])
    }

    private func isOpen(_ world: World) throws -> Bool {
        var world = world
        let text = CertificateText.ship(1, under: [("inspector", "P1")])
        return try world.record(text, by: "farm") == .done
    }

    @Test func `a pass that was revoked opens no lot`() throws {
        var world = try World.certified(RuleVersion(4))
        try world.done(test("T1", "failed"), by: "laboratory")
        try world.done(test("T2", "passed"), by: "laboratory-2")
        let before = try isOpen(world)

        try revoke("T2", "laboratory-2", in: &world)

        let leaf = try #require(try world.lot(lot))
        let after = try isOpen(world)
        #expect(before && !after)
        #expect(
            try Registry.failure(of: leaf, at: world.height.next, in: world.state)
                == CertificateReference(issuer: World.id("laboratory"), number: "T1"))
        #expect(leaf.tests.count == 2, "a decision is no event of the lot")
    }

    @Test func `a failure that was revoked closes no lot, from its height on`() throws {
        var world = try World.certified(RuleVersion(4))
        try world.done(test("T1", "failed"), by: "laboratory")
        let before = try isOpen(world)

        try revoke("T1", "laboratory", in: &world)

        let after = try isOpen(world)
        #expect(!before && after)
    }

    @Test func `what was made of a lot that failed opens with it`() throws {
        let dried = EventText.lot("D1", item: "054321")
        var world = try World.certified(RuleVersion(4))
        try world.done(test("T1", "failed"), by: "laboratory")
        try world.done(EventText.dry(lot, 10, into: dried, 3), by: "farm")
        try world.done(CertificateText.issue("P2", of: dried, "3"), by: "inspector")
        let ship = CertificateText.ship(1, of: dried, under: [("inspector", "P2")])
        let closed = try world.refusal(ship, by: "farm")

        try revoke("T1", "laboratory", in: &world)

        #expect(closed.code == "lot.failed_test")
        try world.done(ship, by: "farm")
    }
}
