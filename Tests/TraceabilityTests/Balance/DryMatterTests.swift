import LedgerCore
import Testing
import Traceability

/// No dry matter out of nothing: Docs/Spec/MassBalance.md §13.4.
struct DryMatterTests {
    private let fresh = EventText.lot("A1")
    private let second = EventText.lot("A2")
    private let dried = EventText.lot("D1", of: "4880002")
    private let stones = EventText.lot("S1", of: "4880002")

    /// The processor has 100 kg of each of two lots of fresh apricots.
    private func world(_ version: RuleVersion = RuleVersion(3)) throws -> World {
        var world = try World()
        try world.adopt(version)
        for lot in [fresh, second] {
            try world.done(EventText.harvest(lot, 100), by: "farm")
            try world.done(EventText.ship(lot, 100, to: EventText.processorParty), by: "farm")
            try world.done(EventText.receive(lot, 100), by: "processor")
        }
        return world
    }

    private func water(_ shares: [(String, String)]) -> String {
        let list = shares.map { "{\"id\":\"\($0.0)\",\"share\":\($0.1)}" }
        return ",\"\(MoistureClaim.name)\":[" + list.joined(separator: ",") + "]"
    }

    private func dry(
        _ inputs: [(String, String)], _ outputs: [(String, String)], _ shares: [(String, String)],
        joinedBy id: String? = nil
    ) -> String {
        let quantities = { (list: [(String, String)]) in
            list.map { ($0.0, Optional($0.1), Optional("KGM")) }
        }
        return EventText.transformation(
            quantities(inputs), quantities(outputs), joinedBy: id,
            extra: shares.isEmpty ? "" : water(shares))
    }

    @Test func `no more dry matter comes out than went in, with the numbers`() throws {
        var world = try world()

        // 20 kg of dry matter went in, and 25.000001 kg with a fifth of water hold a bit more.
        let refusal = try world.refusal(
            dry([(fresh, "100")], [(dried, "25.000002")], [(fresh, "0.8"), (dried, "0.2")]),
            by: "processor")
        try world.done(
            dry([(fresh, "100")], [(dried, "25")], [(fresh, "0.8"), (dried, "0.2")]),
            by: "processor")

        #expect(
            refusal
                == Refusal(
                    code: "yield.dry_matter",
                    place: "/epcisBody/eventList/0/outputQuantityList/0",
                    details: [
                        OutcomeDetail("lot", EventText.key(dried)), OutcomeDetail("input", "20 kg"),
                        OutcomeDetail("output", "0 kg"), OutcomeDetail("asked", "20.000001 kg"),
                        OutcomeDetail("available", "20 kg"),
                    ]))
    }

    @Test func `stones take their part, where they were measured`() throws {
        for (stoneWater, isDone) in [("0.5", false), ("0.6", true), (nil, true)] {
            var world = try world()
            let shares =
                [(fresh, "0.8"), (dried, "0.2")] + (stoneWater.map { [(stones, $0)] } ?? [])

            let judgement = try world.record(
                dry([(fresh, "100")], [(dried, "20"), (stones, "10")], shares), by: "processor")

            #expect((judgement == .done) == isDone, "\(stoneWater ?? "not measured")")
        }
    }

    @Test func `inputs that were not all measured say nothing`() throws {
        var world = try world()

        try world.done(
            dry(
                [(fresh, "10"), (second, "100")], [(dried, "60")], [(fresh, "0.8"), (dried, "0.1")]),
            by: "processor")
    }

    @Test func `several events of a transformation are held against each other`() throws {
        var world = try world()
        try world.done(
            dry([(fresh, "100")], [], [(fresh, "0.8")], joinedBy: "urn:example:t"), by: "processor")
        try world.done(
            dry([], [(dried, "20")], [(dried, "0.2")], joinedBy: "urn:example:t"), by: "processor")

        let refusal = try world.refusal(
            dry([], [(dried, "6")], [(dried, "0.2")], joinedBy: "urn:example:t"), by: "processor")
        try world.done(
            dry(
                [(second, "10")], [(dried, "6")], [(second, "0.8"), (dried, "0.2")],
                joinedBy: "urn:example:t"),
            by: "processor")

        #expect(refusal.details[2...].map(\.value) == ["16 kg", "4.8 kg", "4 kg"])
    }

    @Test func `what went in before anything was measured was not measured`() throws {
        var world = try world()
        try world.done(dry([(second, "100")], [], [], joinedBy: "urn:example:t"), by: "processor")

        try world.done(
            dry(
                [(fresh, "10")], [(dried, "90")], [(fresh, "0.8"), (dried, "0")],
                joinedBy: "urn:example:t"),
            by: "processor")
    }

    @Test func `a dry input loosens no other limit`() throws {
        var world = try world()
        try world.describe(fresh, "080910")
        try world.describe(dried, "081310")
        try world.limit(
            [],
            [
                YieldRange(
                    of: CommodityCode("081310")!, from: CommodityCode("080910")!, least: 170,
                    most: 360)
            ])

        let refusal = try world.refusal(
            dry([(fresh, "100")], [(dried, "50")], [(fresh, "0"), (dried, "0.2")]), by: "processor")

        #expect(["yield.out_of_range", "yield.dry_matter"].contains(refusal.code))
    }

    @Test(arguments: [
        "7", "[]", "[{\"id\":\"urn:epc:id:sgtin:1\",\"share\":0.5}]", "[{\"share\":0.5}]",
        "[{\"id\":\"https://a.example/1\"}]", "[{\"id\":\"https://a.example/1\",\"share\":1.1}]",
        "[{\"id\":\"https://a.example/1\",\"share\":-0.1}]",
        "[{\"id\":\"https://a.example/1\",\"share\":0.0000001}]",
        "[{\"id\":\"https://a.example/1\",\"share\":0},{\"id\":\"https://a.example/1\",\"share\":0}]",
    ])
    func `a moisture that cannot be read is refused, and was ignored before`(claim: String) throws {
        let event = EventText.transformation(
            [(fresh, "10", "KGM")], [(dried, "2", "KGM")],
            extra: ",\"\(MoistureClaim.name)\":\(claim)")
        var (world, before) = (try world(), try world(RuleVersion(2)))

        #expect(
            try world.refusal(event, by: "processor").code == "yield.moisture_unreadable")
        try before.done(event, by: "processor")
    }

    @Test func `an order of events decides which is refused, never how much comes out`() throws {
        var random = SeededRandom(seed: 31)
        for _ in 0..<20 {
            var world = try world()
            var accepted = 0
            try world.done(
                dry([(fresh, "100")], [], [(fresh, "0.8")], joinedBy: "urn:example:t"),
                by: "processor")
            for _ in 0..<12 {
                let kilograms = Int(1 + random.next(below: 6))
                let judgement = try world.record(
                    dry([], [(dried, "\(kilograms)")], [(dried, "0.2")], joinedBy: "urn:example:t"),
                    by: "processor")
                if judgement == .done { accepted += kilograms }
            }
            #expect(accepted <= 25)
            #expect(
                try world.account("processor", dried).onHand.amount == Int64(accepted) * 1_000_000)
        }
    }
}
