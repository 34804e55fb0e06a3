import LedgerCore
import Query
import Testing

struct TraceTests {
    private func trace(
        _ world: QueryWorld, _ lot: String, _ direction: Trace.Direction,
        limits: TraceLimits = TraceLimits()
    ) throws -> Trace {
        try #require(
            try world.index.read {
                try $0.trace(of: EventText.lotKey(lot), direction, limits: limits)
            })
    }

    private func keys(_ trace: Trace) -> [String] { trace.nodes.map(\.key) }

    @Test func `a trace follows transformations both ways, and joins share a lot`() throws {
        let world = try QueryWorld()
        try world.record(
            EventText.harvest("A"), EventText.harvest("B"), EventText.harvest("C"), by: "farm")
        try world.record(
            EventText.transform([("A", 10), ("B", 10)], into: [("M", 15), ("N", 4)], at: 1),
            EventText.transform([("M", 5), ("C", 5)], into: [("P", 9)], at: 2),
            EventText.transform([("M", 5)], into: [("Q", 4)], at: 3), by: "farm")

        let up = try trace(world, "P", .upstream)
        let down = try trace(world, "A", .downstream)

        #expect(keys(up) == ["P", "C", "M", "A", "B"].map(EventText.lotKey))
        #expect(up.nodes.map(\.depth) == [0, 1, 1, 2, 2])
        #expect(up.missing.isEmpty && up.cyclic.isEmpty && up.truncation == nil)
        #expect(keys(down) == ["A", "M", "N", "P", "Q"].map(EventText.lotKey))
        #expect(up.joints.count == 2)
        #expect(
            up.joints[0].inputs.map(\.amount) == [5_000_000, 5_000_000]
                && up.joints[0].inputs.allSatisfy { $0.unit == .milligram })
        #expect(up.joints[0].events.map(\.member) == ["farm"])
    }

    @Test func `a thing that is met again deeper down keeps its link to the joint met before`()
        throws
    {
        let world = try QueryWorld()
        try world.record(EventText.harvest("A"), by: "farm")
        try world.record(
            EventText.transform([("A", 10), ("B", 5)], into: [("P", 12)], at: 1),
            EventText.transform([("A", 10)], into: [("B", 8)], at: 2), by: "farm")

        let down = try trace(world, "A", .downstream)

        #expect(Set(keys(down)) == Set(["A", "B", "P"].map(EventText.lotKey)))
        #expect(
            down.joints.map { joint in joint.inputs.map { down.nodes[$0.node].key } } == [
                ["A", "B"].map(EventText.lotKey), ["A"].map(EventText.lotKey),
            ])
    }

    @Test func `events with one transformation id are one joint`() throws {
        let world = try QueryWorld()
        try world.record(EventText.harvest("A"), EventText.harvest("B"), by: "farm")
        try world.record(
            EventText.transform([("A", 10)], into: [], joinedBy: "urn:uuid:1", at: 1),
            EventText.transform([("B", 10)], into: [], joinedBy: "urn:uuid:1", at: 2),
            EventText.transform([], into: [("M", 15)], joinedBy: "urn:uuid:1", at: 3),
            by: "farm")

        let up = try trace(world, "M", .upstream)

        #expect(keys(up) == ["M", "A", "B"].map(EventText.lotKey))
        #expect(up.joints.map(\.events.count) == [3])
    }

    @Test func `a pallet comes from what was packed into it, and a lot that left it does not`()
        throws
    {
        let world = try QueryWorld()
        let pallet = EventText.pallet(7)
        try world.record(EventText.harvest("A"), EventText.harvest("B"), by: "farm")
        try world.record(
            EventText.pack("A", kilograms: 5, into: pallet, at: 1),
            EventText.pack("B", kilograms: 5, into: pallet, at: 2),
            EventText.pack("A", kilograms: 5, into: pallet, action: "DELETE", at: 3), by: "farm")

        let down = try trace(world, "A", .downstream)
        let up = try trace(world, "A", .upstream)

        #expect(down.nodes.count == 2)
        #expect(down.joints.map(\.kind) == [.aggregation])
        #expect(keys(up) == [EventText.lotKey("A")])
    }

    @Test func `what nobody recorded is missing, and what turns in a circle is told`() throws {
        let world = try QueryWorld()
        try world.record(
            EventText.transform([("A", 5)], into: [("B", 4)], at: 1),
            EventText.transform([("B", 1)], into: [("C", 1)], at: 2),
            EventText.transform([("C", 1)], into: [("B", 1)], at: 3),
            EventText.transform([("C", 0)], into: [("D", 1)], at: 4), by: "farm")

        let up = try trace(world, "D", .upstream)

        #expect(Set(keys(up)) == Set(["D", "C", "B", "A"].map(EventText.lotKey)))
        #expect(up.missing.map { up.nodes[$0].key } == [EventText.lotKey("A")])
        #expect(Set(up.cyclic.map { up.nodes[$0].key }) == Set(["B", "C"].map(EventText.lotKey)))
    }

    @Test func `limits are kept and told`() throws {
        let world = try QueryWorld()
        try world.record(EventText.harvest("L0"), by: "farm")
        for number in 1..<8 {
            try world.record(
                EventText.transform(
                    [("L\(number - 1)", 10)], into: [("L\(number)", 10)], at: number), by: "farm")
        }

        let shallow = try trace(world, "L7", .upstream, limits: TraceLimits(depthMax: 3))
        let few = try trace(world, "L7", .upstream, limits: TraceLimits(nodesMax: 4))
        let whole = try trace(world, "L7", .upstream, limits: TraceLimits(depthMax: 7))

        #expect(shallow.nodes.count == 4 && shallow.truncation == .depth(3))
        #expect(few.nodes.count == 4 && few.truncation == .nodes(4))
        #expect(whole.nodes.count == 8 && whole.truncation == nil)
    }

    @Test func `an event that was declared wrong links nothing any more`() throws {
        let world = try QueryWorld()
        try world.record(EventText.harvest("A"), by: "farm")
        let event = { extra in
            EventText.transform(
                [("A", 10)], into: [("M", 9)], id: "urn:uuid:x", at: 1, extra: extra)
        }
        try world.record(event(""), by: "farm")
        #expect(try trace(world, "M", .upstream).nodes.count == 2)

        try world.record(event(EventText.declaration), by: "farm")

        #expect(try trace(world, "M", .upstream).nodes.count == 1)
        #expect(try trace(world, "M", .upstream).missing == [0])
    }

    @Test func `a thing that nobody heard of has no trace`() throws {
        let world = try QueryWorld()

        #expect(try world.index.read { try $0.trace(of: "/01/1", .upstream) } == nil)
    }
}
