import LedgerCore
import Testing
import Traceability

/// A delegate writes in the books of who confirmed it: Docs/Spec/Rules.md §14.
struct StandInTests {
    private let lot = EventText.lot("A1")
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
    private let later = "urn:uuid:00000000-0000-4000-8000-000000000002"
    private let behalf = DelegationText.behalf()

    private func confirmed(_ terms: String = "") throws -> World {
        var world = try World.delegating()
        try world.done(DelegationText.confirm("coop", terms), by: "farm")
        return world
    }

    @Test func `what a delegate records is the member's, in its scope`() throws {
        var world = try confirmed()

        try world.done(EventText.harvest(lot, 100, id: id, extra: behalf), by: "coop")

        let event = try #require(try world.state.leaf(EventLeaf.self, at: .event(id)))
        #expect(try world.account("farm", lot).onHand == kilograms(100))
        #expect(try world.account("coop", lot) == AccountLeaf())
        #expect(try world.lot(lot)?.creator == World.id("farm"))
        #expect(event.member == World.id("farm"))
        #expect(try world.standIn(id) == .recorded(by: World.id("coop")))
    }

    @Test func `a member is named by its id alone or as a URI, and itself needs no delegation`()
        throws
    {
        var world = try confirmed()
        let uri = DelegationText.behalf(of: "https://daftar.tj/member/farm")

        try world.done(EventText.harvest(lot, 10, id: id, extra: uri), by: "coop")
        try world.done(EventText.harvest(lot, 10, id: later, extra: behalf), by: "farm")

        #expect(try world.account("farm", lot).onHand == kilograms(20))
        #expect(try world.standIn(later) == nil)
    }

    @Test func `nobody records for a member that did not confirm it`() throws {
        var world = try World.delegating()
        let harvest = EventText.harvest(lot, 100, extra: behalf)

        let before = try world.refusal(harvest, by: "coop")
        try world.done(DelegationText.confirm(), by: "farm")
        let other = try world.refusal(harvest, by: "neighbour")
        try world.done(harvest, by: "coop")

        for (refusal, delegate) in [(before, "coop"), (other, "neighbour")] {
            #expect(refusal.code == "delegation.not_confirmed")
            #expect(
                refusal.details == [
                    OutcomeDetail("principal", "farm"), OutcomeDetail("delegate", delegate),
                    OutcomeDetail("standing", "never"),
                ])
        }
        #expect(try world.account("farm", lot).onHand == kilograms(100))
    }

    @Test func `after it was withdrawn nothing more is recorded, and what was stands`() throws {
        var world = try confirmed()
        try world.done(EventText.harvest(lot, 100, extra: behalf), by: "coop")
        try world.done(DelegationText.withdraw(), by: "farm")
        let height = world.height

        let refusal = try world.refusal(
            EventText.ship(lot, 1, to: nil, extra: behalf), by: "coop")

        #expect(refusal.code == "delegation.not_confirmed")
        #expect(
            refusal.details.last
                == OutcomeDetail("standing", "withdrawn from height \(height) on"))
        #expect(try world.account("farm", lot).onHand == kilograms(100))
    }

    @Test func `in one document the order of its events counts`() throws {
        var world = try World.delegating()
        let events = [
            DelegationText.confirm(), EventText.harvest(lot, 5), DelegationText.withdraw(),
        ]

        let execution = try world.commit([
            world.capture(events, by: "farm"),
            world.capture([EventText.harvest(lot, 7, extra: behalf)], by: "coop"),
        ])

        #expect(execution.outcomes[0].judgement == .done)
        guard case .refused(let refusal) = execution.outcomes[1].judgement else {
            throw World.NotRefused()
        }
        #expect(refusal.code == "delegation.not_confirmed")
    }

    @Test func `it ends at its last moment, in block time`() throws {
        var world = try World.delegating()
        let until = world.time.advanced(byMilliseconds: 2000)
        try world.done(
            DelegationText.confirm("coop", ",\"validUntil\":\"\(until.iso8601)\""), by: "farm")

        try world.done(EventText.harvest(lot, 1, extra: behalf), by: "coop")
        world.time = until
        try world.done(EventText.harvest(lot, 2, extra: behalf), by: "coop")
        let refusal = try world.refusal(EventText.harvest(lot, 3, extra: behalf), by: "coop")

        #expect(refusal.code == "delegation.expired")
        #expect(refusal.details.map(\.name) == ["principal", "delegate", "validUntil", "time"])
        #expect(try world.account("farm", lot).onHand == kilograms(3))
    }

    @Test func `a member that is suspended or unknown has nobody record for it`() throws {
        var world = try confirmed()
        var farm = try #require(try Registry.member(World.id("farm"), in: world.state))
        farm.isSuspended = true
        try world.govern([.setMember(World.id("farm"), farm)])

        let suspended = try world.refusal(EventText.harvest(lot, 1, extra: behalf), by: "coop")
        let unknown = try world.refusal(
            EventText.harvest(lot, 1, extra: DelegationText.behalf(of: "nobody")), by: "coop")

        #expect(suspended.code == "member.suspended")
        #expect(unknown.code == "member.unknown")
    }

    @Test(arguments: ["{}", "[\"farm\"]", "\"No One\"", "7"])
    func `whom it is for must be readable`(value: String) throws {
        var world = try confirmed()

        let refusal = try world.refusal(
            EventText.harvest(lot, 1, extra: ",\"\(BehalfClaim.name)\":\(value)"), by: "coop")

        #expect(refusal.code == "delegation.unreadable")
    }

    @Test func `roles and scope are the member's and not the delegate's`() throws {
        var world = try World.delegating()
        try world.done(DelegationText.confirm("processor"), by: "farm")
        try world.done(DelegationText.confirm("coop"), by: "laboratory")
        let ownLot = EventText.lot("B1", of: "4880002")

        // A processor may not harvest, and has a scope of its own.
        try world.done(EventText.harvest(lot, 1, extra: behalf), by: "processor")
        let scope = try world.refusal(
            EventText.harvest(ownLot, 1, extra: behalf), by: "processor")
        let role = try world.refusal(
            EventText.harvest(lot, 1, extra: DelegationText.behalf(of: "laboratory")), by: "coop")

        #expect(scope.code == "scope.foreign_prefix")
        #expect(scope.details[1] == OutcomeDetail("member", "farm"))
        #expect(role.code == "member.role_missing")
    }

    @Test func `a harvest counts against the member's land, whoever records it`() throws {
        let plot = EventText.plot("B1")
        var world = try confirmed()
        try world.register(plot, of: "farm", "080910", squareMetres: 10)
        try world.describe(lot, "080910")
        try world.limit([
            CropCeiling(
                crop: CommodityCode("080910")!, gramsPerSquareMetre: 2500, firstMonth: 1)
        ])
        let grown = EventText.grown(on: "\"\(plot)\"")
        try world.done(EventText.harvest(lot, 20, extra: grown + behalf), by: "coop")

        let refusal = try world.refusal(EventText.harvest(lot, 6, extra: grown), by: "farm")
        let foreign = try world.refusal(
            EventText.harvest(EventText.lot("C1"), 1, extra: grown), by: "coop")

        #expect(refusal.code == "harvest.above_ceiling")
        #expect(try world.harvested(plot, "080910", 2026) == 20_000_000)
        #expect(foreign.code == "scope.foreign_prefix" || foreign.code == "harvest.foreign_plot")
    }

    @Test func `a delegate neither certifies nor confirms for its member`() throws {
        var world = try World.delegating()
        try world.done(DelegationText.confirm("coop"), by: "inspector")
        try world.done(EventText.harvest(lot, 10), by: "farm")
        let behalf = DelegationText.behalf(of: "inspector")

        let certificate = try world.refusal(
            CertificateText.issue("P1", of: lot, "5", extra: behalf), by: "coop")
        let delegation = try world.refusal(
            DelegationText.confirm("neighbour", extra: behalf), by: "coop")

        #expect(certificate.code == "delegation.own_word")
        #expect(delegation.code == "delegation.own_word")
        #expect(try world.certificate("P1", of: "inspector") == nil)
    }

    @Test func `goods go under the certificates of the member`() throws {
        var world = try confirmed()
        try world.done(EventText.harvest(lot, 10), by: "farm")
        try world.done(
            CertificateText.issue("P1", of: lot, "8", holder: "farm"), by: "inspector")

        try world.done(
            CertificateText.ship(5, under: [("inspector", "P1")], extra: behalf), by: "coop")

        #expect(try world.left("P1", of: "inspector") == 3_000_000)
    }

    @Test func `the errors of what a delegate recorded are declared by it or by the member`() throws
    {
        var world = try confirmed()
        try world.done(DelegationText.confirm("neighbour", id: "urn:uuid:n"), by: "farm")
        let first = EventText.harvest(lot, 100, id: id, extra: behalf)
        let second = EventText.harvest(lot, 50, id: later, extra: behalf)
        for event in [first, second] { try world.done(event, by: "coop") }
        let declaration = EventText.declaration

        let other = try world.refusal(
            EventText.harvest(lot, 100, id: id, extra: behalf + declaration), by: "neighbour")
        let own = try world.refusal(
            EventText.harvest(lot, 100, id: id, extra: declaration), by: "coop")
        try world.done(
            EventText.harvest(lot, 100, id: id, extra: behalf + declaration), by: "coop")
        try world.done(EventText.harvest(lot, 50, id: later, extra: declaration), by: "farm")

        #expect(other.code == "declaration.foreign_member")
        #expect(own.code == "declaration.foreign_member")
        #expect(try world.account("farm", lot) == AccountLeaf())
    }

    @Test func `a delegate declares no error of what the member recorded itself`() throws {
        var world = try confirmed()
        try world.done(EventText.harvest(lot, 100, id: id), by: "farm")

        let refusal = try world.refusal(
            EventText.harvest(lot, 100, id: id, extra: behalf + EventText.declaration),
            by: "coop")

        #expect(refusal.code == "declaration.foreign_member")
        #expect(try world.account("farm", lot).onHand == kilograms(100))
    }

    @Test(arguments: [RuleVersion.first, RuleVersion(2), RuleVersion(3)])
    func `earlier rules know of no delegate`(version: RuleVersion) throws {
        var world = try World.delegating(version)
        try world.done(DelegationText.confirm(), by: "farm")

        let refusal = try world.refusal(EventText.harvest(lot, 1, extra: behalf), by: "coop")

        #expect(refusal.code == "scope.foreign_prefix")
        #expect(try world.delegation("farm", to: "coop") == nil)
        #expect(world.state.count(of: .standIn) == 0)
    }
}
