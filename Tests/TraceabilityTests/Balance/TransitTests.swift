import LedgerCore
import Testing
import Traceability

/// Loads on their way: Docs/Spec/MassBalance.md §9.
struct TransitTests {
    private let lot = EventText.lot("A1")
    private static let document = "urn:epcglobal:cbv:bt:4880001000003:D-1"
    private let day = 24 * World.hour

    private static func desadv(_ documents: [String]) -> String {
        let list = documents.map { "{\"type\":\"desadv\",\"bizTransaction\":\"\($0)\"}" }
        return ",\"bizTransactionList\":[" + list.joined(separator: ",") + "]"
    }

    private static func sealed(_ seals: [String]?) -> String {
        seals.map { ",\"\(TransitClaim.name)\":\(EventText.list($0))" } ?? ""
    }

    private func load(_ seals: [String]? = nil) -> String {
        Self.desadv([Self.document]) + Self.sealed(seals)
    }

    private static func member(_ name: String) -> String { Party.memberNamespace + name }

    private func ship(_ kilograms: Int = 1000, _ seals: [String]? = nil, id: String? = nil)
        -> String
    {
        EventText.ship(
            lot, kilograms, to: EventText.processorParty, id: id, extra: load(seals))
    }

    /// A handover, by its owner's name where another says it.
    private func handOver(
        to carrier: String, _ seals: [String]? = nil, of sender: String? = nil,
        disposition: String? = nil, extra: String? = nil
    ) -> String {
        let source = sender.map {
            ",\"sourceList\":[{\"type\":\"owning_party\",\"source\":\"\(Self.member($0))\"}]"
        }
        return EventText.object(
            "OBSERVE", BusinessStep.namespace + "handing_over", [(lot, nil, nil)],
            to: Self.member(carrier), disposition: disposition,
            extra: (extra ?? load(seals)) + (source ?? ""))
    }

    private func receiveAll(_ kilograms: Int, _ seals: [String]? = nil) -> String {
        EventText.receiveAll(
            lot, kilograms, from: EventText.farmParty, extra: load(seals))
    }

    /// The farm has harvested a tonne; two carriers wait.
    private func world(_ version: RuleVersion = RuleVersion(3)) throws -> World {
        var world = try World(
            members: World.members
                + ["carrier-1", "carrier-2"].map {
                    World.member($0, ["carrier"], scope: .nothing)
                })
        try world.adopt(version)
        try world.done(EventText.harvest(lot, 1000), by: "farm")
        return world
    }

    private func shipment(_ world: World) throws -> ShipmentLeaf? {
        try world.state.leaf(
            ShipmentLeaf.self, at: .shipment(EventText.key(Self.document), of: World.id("farm")))
    }

    @Test func `a load goes from its sender to one carrier after the other`() throws {
        var world = try world()
        try world.done(ship(1000, ["S2", "S1"]), by: "farm")
        #expect(
            try shipment(world)
                == ShipmentLeaf(carrier: .member(World.id("farm")), seals: ["S1", "S2"]))

        try world.done(handOver(to: "carrier-1", ["S1", "S2"]), by: "farm")
        try world.done(
            handOver(to: "carrier-2", ["S1", "S2"], of: "farm"), by: "carrier-1")

        let leaf = try #require(try shipment(world))
        #expect(leaf.carrier == .member(World.id("carrier-2")))
        #expect(leaf.seals == ["S1", "S2"] && leaf.broken.isEmpty)
        #expect(try world.road(to: "processor", lot).open.map(\.stock) == [kilograms(1000)])
    }

    @Test func `who does not have the load does not hand it over, nor does its sender add to it`()
        throws
    {
        var world = try world()
        try world.done(ship(400), by: "farm")
        try world.done(handOver(to: "carrier-1"), by: "farm")

        let other = try world.refusal(
            handOver(to: "processor", of: "farm"), by: "carrier-2")
        let sender = try world.refusal(ship(600), by: "farm")

        for refusal in [other, sender] {
            #expect(refusal.code == RuleCode.notCarrier.rawValue)
            #expect(
                refusal.details == [
                    OutcomeDetail("document", EventText.key(Self.document)),
                    OutcomeDetail("carrier", "carrier-1"),
                ])
        }
        try world.done(handOver(to: "farm"), by: "farm")
        try world.done(ship(600), by: "farm")
    }

    @Test func `a load with other seals than on record is not handed over`() throws {
        var world = try world()
        try world.done(ship(1000, ["S1", "S2"]), by: "farm")

        for seals in [["S1"], ["S1", "S3"], nil] as [[String]?] {
            let refusal = try world.refusal(handOver(to: "carrier-1", seals), by: "farm")
            #expect(refusal.code == RuleCode.sealsDiffer.rawValue)
            #expect(
                refusal.details[1...] == [
                    OutcomeDetail("recorded", "S1, S2"),
                    OutcomeDetail("found", seals?.joined(separator: ", ") ?? "none"),
                ])
        }
        #expect(try shipment(world)?.carrier == .member(World.id("farm")))
    }

    @Test func `seals that were replaced are told, and the old ones stay on record`() throws {
        var world = try world()
        try world.done(ship(1000, ["S1"]), by: "farm")

        try world.done(
            handOver(to: "carrier-1", ["S9"], disposition: TransitClaim.resealed), by: "farm")

        let leaf = try #require(try shipment(world))
        #expect(leaf.seals == ["S9"] && leaf.broken == ["S1"])
    }

    @Test func `what is short of a load with broken seals is in dispute whatever the tolerance`()
        throws
    {
        var whole = try world()
        try whole.done(ship(1000, ["S1"]), by: "farm")
        var broken = whole

        try whole.done(receiveAll(996, ["S1"]), by: "processor")
        try broken.done(receiveAll(996, ["S2"]), by: "processor")

        #expect(try whole.road(to: "processor", lot).isEmpty)
        #expect(try whole.account("processor", lot).onHand == kilograms(996))
        #expect(
            try broken.road(to: "processor", lot).disputed.map(\.missing.stock) == [kilograms(4)])
        #expect(try broken.account("processor", lot).onHand == kilograms(996))
        #expect(try shipment(broken)?.broken == ["S1"] && shipment(broken)?.seals == ["S2"])
    }

    @Test func `seals broken on the way leave no tolerance at the end`() throws {
        var world = try world()
        try world.done(ship(1000, ["S1"]), by: "farm")
        try world.done(
            handOver(to: "carrier-1", ["S2"], disposition: TransitClaim.resealed), by: "farm")

        try world.done(receiveAll(996), by: "processor")

        #expect(
            try world.road(to: "processor", lot).disputed.map(\.missing.stock) == [kilograms(4)])
    }

    @Test func `what was never sent under a document is not handed over`() throws {
        var world = try world()

        let own = try world.refusal(handOver(to: "carrier-1"), by: "farm")
        let unknown = try world.refusal(
            handOver(to: "carrier-1", of: "stranger"), by: "carrier-2")

        for refusal in [own, unknown] {
            #expect(refusal.code == RuleCode.shipmentUnknown.rawValue)
        }
    }

    @Test func `a document of another sender is another document`() throws {
        var world = try world()
        try world.done(ship(1000, ["S1"]), by: "farm")

        try world.done(
            EventText.ship(
                EventText.lot("X"), 1, to: EventText.farmParty, extra: load(["S7"])),
            by: "exporter")

        #expect(try shipment(world)?.seals == ["S1"])
    }

    @Test(arguments: [
        desadv([document, document + "2"]), "", desadv([document]) + sealed(["S1", "S1"]),
        desadv([document]) + sealed([""]), desadv([document]) + sealed(["a b"]),
        desadv([document]) + sealed([String(repeating: "9", count: 65)]),
        desadv([document]) + sealed((0..<17).map { "S\($0)" }),
    ])
    func `what cannot be read is refused`(extra: String) throws {
        var world = try world()
        try world.done(ship(), by: "farm")

        let refusal = try world.refusal(handOver(to: "carrier-1", extra: extra), by: "farm")

        #expect(refusal.code == RuleCode.shipmentUnreadable.rawValue)
    }

    @Test func `a handover is taken back by another, and not by a declaration`() throws {
        var world = try world()
        try world.done(ship(), by: "farm")
        let id = "urn:uuid:00000000-0000-4000-8000-000000000007"
        let event = { (extra: String) in
            EventText.object(
                "OBSERVE", BusinessStep.namespace + "handing_over", [(lot, nil, nil)],
                to: Self.member("carrier-1"), id: id, extra: load() + extra)
        }
        try world.done(event(""), by: "farm")

        let refusal = try world.refusal(event(EventText.declaration), by: "farm")

        #expect(refusal.code == RuleCode.notSupported.rawValue)
        #expect(try shipment(world)?.carrier == .member(World.id("carrier-1")))
    }

    @Test(arguments: [RuleVersion.first, RuleVersion(2)])
    func `under earlier versions documents and seals are words`(version: RuleVersion) throws {
        var world = try World()
        if version != .first { try world.adopt(version) }
        try world.done(EventText.harvest(lot, 1000), by: "farm")

        try world.done(ship(1000, ["S1"]), by: "farm")
        try world.done(handOver(to: "exporter", ["S9"]), by: "processor")

        #expect(world.state.count(of: .shipment) == 0)
    }
}
