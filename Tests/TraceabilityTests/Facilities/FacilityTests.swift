import LedgerCore
import Testing
import Traceability

/// What lies at a place and is made there: Docs/Spec/MassBalance.md §13.4.
struct FacilityTests {
    private let fresh = EventText.lot("A1")
    private let dried = EventText.lot("D1", of: "4880002")
    private let works = EventText.plot("WORKS", of: "4880002")
    private let store = EventText.plot("STORE", of: "4880002")
    private let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
    private static let day = 24 * World.hour

    /// The processor has works that make 20 kg a day, a store that holds 150 kg, and 1,000 kg of
    /// apricots are on the road to it.
    private func world() throws -> World {
        var world = try World()
        try world.adopt(RuleVersion(3))
        try world.govern([
            .setFacility(EventText.key(works), leaf("drying works", throughput: 20)),
            .setFacility(EventText.key(store), leaf("store", capacity: 150)),
        ])
        try world.done(EventText.harvest(fresh, 1000), by: "farm")
        try world.done(EventText.ship(fresh, 1000, to: EventText.processorParty), by: "farm")
        return world
    }

    private func leaf(
        _ kind: String, of holder: String = "processor", capacity: Int64? = nil,
        throughput: Int64? = nil
    ) -> FacilityLeaf {
        FacilityLeaf(
            holder: World.id(holder), kind: kind, capacity: capacity.map { $0 * 1_000_000 },
            throughput: throughput.map { $0 * 1_000_000 })
    }

    private func at(_ place: String, _ field: String = "bizLocation") -> String {
        ",\"\(field)\":{\"id\":\"\(place)\"}"
    }

    private func receive(_ kilograms: Int, id: String? = nil, extra: String = "") -> String {
        EventText.receive(fresh, kilograms, id: id, extra: at(store) + extra)
    }

    private func ship(_ kilograms: Int) -> String {
        EventText.ship(
            fresh, kilograms, to: EventText.exporterParty, extra: at(store, "readPoint"))
    }

    private func dry(
        _ kilograms: Int, after: Int64 = 0, id: String? = nil, place: String? = nil
    ) -> String {
        EventText.transformation(
            [(fresh, "\(kilograms * 4)", "KGM")], [(dried, "\(kilograms)", "KGM")], id: id,
            after: after, extra: place ?? at(works))
    }

    private func held(_ world: World) throws -> Int64 {
        try world.state.leaf(MassLeaf.self, at: .held(at: EventText.key(store)))?.mass ?? 0
    }

    @Test func `a place that administrators change holds what it says from the next document on`()
        throws
    {
        var world = try world()
        let smaller = try world.proposal([
            .setFacility(EventText.key(store), leaf("store", capacity: 60))
        ])
        let block = [
            try world.capture([receive(20), receive(21)], by: "processor"),
            try world.transaction(smaller, by: "regulator"),
            try world.capture([receive(22)], by: "processor"),
            try world.capture([receive(19)], by: "processor"),
        ]

        let codes = try world.commit(block).outcomes.map { outcome -> String in
            guard case .refused(let refusal) = outcome.judgement else { return "done" }
            return refusal.code
        }

        #expect(codes == ["done", "done", "facility.over_capacity", "done"])
        #expect(try held(world) == 60_000_000)
    }

    @Test func `no more comes to a place than it holds, with the numbers`() throws {
        var world = try world()
        try world.done(receive(100), by: "processor")

        let refusal = try world.refusal(receive(51), by: "processor")
        try world.done(ship(20), by: "processor")
        try world.done(receive(70), by: "processor")

        #expect(
            refusal
                == Refusal(
                    code: "facility.over_capacity", place: "/epcisBody/eventList/0",
                    details: [
                        OutcomeDetail("facility", EventText.key(store)),
                        OutcomeDetail("held", "100 kg"), OutcomeDetail("asked", "51 kg"),
                        OutcomeDetail("capacity", "150 kg"), OutcomeDetail("available", "50 kg"),
                    ]))
        #expect(try held(world) == 150_000_000)
    }

    @Test func `a smaller capacity lets goods leave and none come`() throws {
        var world = try world()
        try world.done(receive(150), by: "processor")
        try world.govern([.setFacility(EventText.key(store), leaf("store", capacity: 50))])

        try world.done(ship(20), by: "processor")
        let refusal = try world.refusal(receive(1), by: "processor")

        #expect(refusal.details[4].value == "0 kg")
        #expect(try held(world) == 130_000_000)
    }

    @Test func `no more is made in a day than the works can make`() throws {
        var world = try world()
        try world.done(EventText.receive(fresh, 1000), by: "processor")
        try world.done(dry(15), by: "processor")

        let refusal = try world.refusal(dry(6), by: "processor")
        try world.done(dry(5), by: "processor")
        try world.done(dry(20, after: -Self.day), by: "processor")

        #expect(
            refusal
                == Refusal(
                    code: "facility.over_throughput", place: "/epcisBody/eventList/0",
                    details: [
                        OutcomeDetail("facility", EventText.key(works)),
                        OutcomeDetail("day", "2026-09-21"), OutcomeDetail("made", "15 kg"),
                        OutcomeDetail("asked", "6 kg"), OutcomeDetail("throughput", "20 kg"),
                        OutcomeDetail("available", "5 kg"),
                    ]))
        #expect(try world.account("processor", dried).onHand == kilograms(40))
    }

    @Test func `whoever has works makes at them, or what is made is unaccounted`() throws {
        for place in ["", at(store), at(EventText.plot("B1"))] {
            var world = try world()
            try world.done(EventText.receive(fresh, 1000), by: "processor")

            try world.done(dry(30, place: place), by: "processor")

            #expect(
                try world.account("processor", dried).onHand == kilograms(30, unaccounted: 30))
        }
    }

    @Test func `pieces that nobody can weigh are unaccounted at works`() throws {
        var world = try world()
        try world.done(EventText.receive(fresh, 1000), by: "processor")
        let pack = { (id: String) in
            EventText.transformation(
                [(self.fresh, "100", "KGM")], [(self.dried, "4", nil)], id: id,
                extra: self.at(self.works))
        }
        try world.done(pack("urn:uuid:00000000-0000-4000-8000-00000000000a"), by: "processor")
        let before = try world.account("processor", dried, .piece).onHand
        try world.describe(dried, "081310", net: 5_000_000)

        let refusal = try world.refusal(
            EventText.transformation(
                [(fresh, "100", "KGM")], [(dried, "5", nil)], extra: at(works)), by: "processor")
        try world.done(pack("urn:uuid:00000000-0000-4000-8000-00000000000b"), by: "processor")

        #expect(before == Stock(amount: 4, unaccounted: 4))
        #expect(refusal.code == "facility.over_throughput")
        #expect(
            try world.account("processor", dried, .piece).onHand == Stock(amount: 8, unaccounted: 4)
        )
    }

    @Test func `a place of another is not one's own, and a stranger's record fills none`() throws {
        var world = try world()

        try world.done(EventText.receive(fresh, 10, extra: at(store)), by: "exporter")

        #expect(try held(world) == 0)
    }

    @Test func `an error declaration gives the place back`() throws {
        var world = try world()
        try world.done(receive(100, id: id), by: "processor")

        try world.done(receive(100, id: id, extra: EventText.declaration), by: "processor")
        let after = try held(world)
        try world.done(receive(150), by: "processor")

        #expect(after == 0)
        #expect(try held(world) == 150_000_000)
        #expect(world.state.count(of: .facilityUse) == 1)
    }

    @Test func `works that are no more bind nobody`() throws {
        var world = try world()
        try world.done(EventText.receive(fresh, 1000), by: "processor")
        try world.govern([.setFacility(EventText.key(works), leaf("none", throughput: 0))])

        try world.done(dry(30, place: ""), by: "processor")
        let refusal = try world.refusal(dry(1), by: "processor")

        #expect(try world.account("processor", dried).onHand == kilograms(30))
        #expect(refusal.code == "facility.over_throughput")
        #expect(world.state.count(of: .works) == 0)
    }

    @Test func `works go from one holder to another`() throws {
        var world = try world()

        try world.govern([
            .setFacility(EventText.key(works), leaf("drying works", of: "exporter", throughput: 9))
        ])

        let counts = try ["processor", "exporter"].map {
            try world.state.leaf(UInt64.self, at: .works(of: World.id($0)))
        }
        #expect(counts == [nil, 1])
    }

    @Test func `a facility that no event could name, or nobody's, is refused`() throws {
        var world = try world()
        let faults = ["/01/04880001123457", works, "a works"].map {
            GovernanceChange.setFacility($0, leaf("works")).fault?.code
        }

        let nobody = try world.refusal(of: [
            .setFacility(EventText.key(works), leaf("works", of: "nobody"))
        ])

        #expect(faults == [.notGovernance, .notGovernance, .notGovernance])
        #expect(GovernanceChange.setFacility(EventText.key(works), leaf("")).fault != nil)
        #expect(nobody == RuleRefusal.unknownSubject("nobody").refusal())
    }

    @Test func `rules of before know no facilities`() throws {
        var world = try World()
        try world.adopt(RuleVersion(2))

        let refusal = try world.refusal(of: [.setFacility(EventText.key(works), leaf("works"))])

        #expect(refusal.code == "content.not_governance")
    }

    @Test func `a file tells what a facility takes the place of`() throws {
        var world = try world()
        let file = try ProposalFile(
            [.setFacility(EventText.key(works), leaf("works", of: "exporter", throughput: 1))],
            validUntil: nil, on: world.genesis.chainID, height: world.height, state: world.state)

        #expect(try ProposalFile(decoding: file.encoded()).preview().refusal == nil)
        try world.commit([])
    }

    /// Whatever is recorded in whatever order: the works never made more of a day than it can, and the
    /// store never holds more.
    @Test func `no order of records passes a limit`() throws {
        var random = SeededRandom(seed: 41)
        var world = try world()
        var (stored, made) = (0, [0, 0, 0])
        for _ in 0..<200 {
            let kilograms = Int(1 + random.next(below: 40))
            switch random.next(below: 3) {
            case 0:
                if try world.record(receive(kilograms), by: "processor") == .done {
                    stored += kilograms
                }
            case 1:
                if try world.record(ship(kilograms), by: "processor") == .done {
                    stored -= kilograms
                }
            default:
                let day = Int(random.next(below: 3))
                let amount = 1 + kilograms / 8
                let event = dry(amount, after: -Int64(day) * Self.day)
                if try world.record(event, by: "processor") == .done { made[day] += amount }
            }
            #expect(try held(world) <= 150_000_000)
            #expect(made.allSatisfy { $0 <= 20 })
            // What the works took from the store named another place.
            #expect(try held(world) == Int64(stored) * 1_000_000)
        }
        #expect(made.contains { $0 > 10 })
    }
}
