import LedgerCore
import Testing
import Traceability

/// A chain goes from one version of the rules to the next at a height.
struct RuleVersionTests {
    private let second = RuleVersion(2)
    private let lot = EventText.lot("A1")

    private static let oldProgram = RuleBook([.first: Rules()])
    /// Knows a second version, under which one consignment of a lot is kept apart at an address.
    private static let newProgram = RuleBook([
        .first: Rules(), RuleVersion(2): Rules(consignmentsMax: 1),
    ])

    private func world(_ book: RuleBook) throws -> World {
        var world = try World()
        world.book = book
        return world
    }

    private func ship(in world: inout World) throws {
        let id = "urn:uuid:00000000-0000-4000-8000-00000000000\(world.height)"
        try world.done(
            EventText.ship(lot, 1, to: EventText.party("4880002"), id: id), by: "farm")
    }

    private func consignments(in world: World) throws -> Int {
        try world.road(to: "processor", lot).open.count
    }

    @Test func `two programs agree until the height, and the old one stops before it`() throws {
        var old = try world(Self.oldProgram)
        var new = try world(Self.newProgram)
        let upgrade = GovernanceChange.setRuleVersion(second, from: Height(5))

        for height in 1...4 {
            for isNew in [false, true] {
                var world = isNew ? new : old
                switch height {
                case 1: try world.govern([upgrade])
                case 2: try world.done(EventText.harvest(lot, 10), by: "farm")
                default: try ship(in: &world)
                }
                if isNew { new = world } else { old = world }
            }
            #expect(old.state == new.state, "height \(height)")
        }
        let before = old.state

        #expect(
            throws: ExecutionFailure.unknownRules(
                UnknownRules(version: second, height: Height(5), supported: [.first]))
        ) { try ship(in: &old) }
        #expect(old.state == before)
        #expect(try consignments(in: new) == 2)
        try ship(in: &new)
        #expect(try consignments(in: new) == 2)
    }

    @Test func `an old block is executed under its own rules by a new program`() throws {
        var world = try world(Self.newProgram)
        try world.done(EventText.harvest(lot, 10), by: "farm")

        for _ in 0..<3 { try ship(in: &world) }

        #expect(try consignments(in: world) == 3)
        #expect(try Registry.rules(in: world.state) == RulesLeaf())
    }

    @Test func `the program that is too old says what it needs`() {
        let rules = UnknownRules(version: second, height: Height(5), supported: [.first])

        #expect(
            rules.description
                == "block 5 needs version 2 of the rules, and this program knows 1; the ledger is "
                + "whole: start a newer program on it")
        #expect(
            RuleVersion.supported
                == [.first, second, RuleVersion(3), RuleVersion(4), RuleVersion(5)])
    }

    @Test func `a height that is over is refused with the earliest`() throws {
        var world = try world(Self.newProgram)

        let refusal = try world.refusal(of: [.setRuleVersion(second, from: Height(1))])

        #expect(
            refusal
                == RuleRefusal.ruleHeightPassed(from: Height(1), earliest: Height(2)).refusal())
    }

    @Test func `no chain goes back to older rules`() throws {
        var world = try world(Self.newProgram)
        try world.govern([.setRuleVersion(second, from: Height(2))])
        try world.commit([])

        let refusal = try world.refusal(of: [.setRuleVersion(.first, from: Height(9))])

        #expect(refusal == RuleRefusal.ruleVersionOld(.first, inForce: second).refusal())
    }

    @Test func `what waits is called off by the version in force, or replaced`() throws {
        var world = try world(Self.newProgram)
        try world.govern([.setRuleVersion(second, from: Height(9))])

        try world.govern([.setRuleVersion(RuleVersion(3), from: Height(20))])
        let replaced = try Registry.rules(in: world.state)
        try world.govern([.setRuleVersion(.first, from: Height(20))])

        #expect(
            replaced
                == RulesLeaf(next: RulesLeaf.Change(version: RuleVersion(3), from: Height(20))))
        #expect(try Registry.rules(in: world.state) == RulesLeaf())
    }
}
