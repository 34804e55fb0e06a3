import LedgerCore
import Testing
import Traceability

/// Where goods came from, and what of them is handed on: Docs/Spec/MassBalance.md §10.2.
struct OriginSharesTests {
    private let local = EventText.lot("A1")
    private let foreign = EventText.lot("B1", of: "4880004")
    private let made = EventText.lot("C1", of: "4880003")
    private let second = EventText.lot("D1", of: "4880003")

    /// The exporter has 100 kg of A1, grown, and 100 kg of B1, from UZ.
    private func world() throws -> World {
        var world = try World.withImporters()
        try world.done(EventText.harvest(local, 100), by: "farm")
        try world.done(EventText.ship(local, 100, to: EventText.exporterParty), by: "farm")
        try world.done(EventText.receive(local, 100), by: "exporter")
        try world.done(
            PaperText.brought(foreign, 100, PaperText.terms("D-1")), by: "importer")
        try world.done(EventText.ship(foreign, 100, to: EventText.exporterParty), by: "importer")
        try world.done(EventText.receive(foreign, 100), by: "exporter")
        return world
    }

    private func make(
        _ inputs: [(String, Int)], _ outputs: [(String, Int)], joinedBy id: String? = nil,
        id eventID: String? = nil, extra: String = ""
    ) -> String {
        EventText.transformation(
            inputs.map { ($0.0, "\($0.1)", "KGM") }, outputs.map { ($0.0, "\($0.1)", "KGM") },
            joinedBy: id, id: eventID, extra: extra)
    }

    @Test func `a blend has the shares of what went into it`() throws {
        var world = try world()

        try world.done(make([(local, 60), (foreign, 20)], [(made, 80)]), by: "exporter")
        try world.done(make([(made, 40), (local, 40)], [(second, 20)]), by: "exporter")

        #expect(try world.origins(made)?.made.spoken() == ["grown": 60, "UZ": 20])
        #expect(try world.left(made) == ["grown": 30, "UZ": 10])
        #expect(try world.left(second, per: 1000) == ["grown": 17_500, "UZ": 2_500])
        #expect(try world.left(local) == [:])
        #expect(try world.origins(local)?.made.spoken() == ["grown": 100])
    }

    @Test func `shares are those of the lot, whoever has it`() throws {
        var world = try world()
        try world.done(make([(local, 60), (foreign, 20)], [(made, 80)]), by: "exporter")
        let before = world.state.count(of: .origins)

        try world.done(EventText.ship(made, 40, to: EventText.processorParty), by: "exporter")
        try world.done(EventText.receive(made, 40), by: "processor")
        let dried = EventText.lot("E1", of: "4880002")
        try world.done(make([(made, 40)], [(dried, 8)]), by: "processor")

        #expect(world.state.count(of: .origins) == before + 1)
        #expect(try world.left(dried) == ["grown": 6, "UZ": 2])
    }

    @Test func `foreign goods in the name of a local lot do not make more local goods`() throws {
        var world = try World.withImporters()
        let own = EventText.lot("S1", of: "4880004")
        try world.done(EventText.harvest(own, 100), by: "sandbox")
        try world.done(make([(own, 100)], [(made, 100)]), by: "sandbox")

        try world.done(PaperText.brought(own, 100, PaperText.terms("D-1")), by: "sandbox")
        try world.done(make([(own, 100)], [(second, 100)]), by: "sandbox")

        #expect(try world.left(made) == ["grown": 100])
        #expect(try world.left(second) == ["UZ": 100])
    }

    @Test func `no order of a transformation's events names foreign goods local`() throws {
        var world = try world()
        let third = EventText.lot("F1", of: "4880003")
        for (inputs, outputs) in [
            ([(local, 100)], []), ([], [(made, 50)]), ([(foreign, 100)], []),
            ([], [(second, 100)]), ([], [(third, 50)]),
        ] as [([(String, Int)], [(String, Int)])] {
            try world.done(make(inputs, outputs, joinedBy: "urn:uuid:t"), by: "exporter")
        }

        #expect(try world.left(made) == ["grown": 50])
        #expect(try world.left(second, per: 1000) == ["grown": 25_000, "UZ": 75_000])
        #expect(try world.left(third) == ["grown": 25, "UZ": 25])
    }

    @Test func `outputs before the inputs have no origin, and take none`() throws {
        var world = try world()

        try world.done(make([], [(made, 50)], joinedBy: "urn:uuid:t"), by: "exporter")
        try world.done(make([(local, 100)], [(second, 50)], joinedBy: "urn:uuid:t"), by: "exporter")

        #expect(try world.left(made) == [:])
        #expect(try world.account("exporter", made).onHand == kilograms(50, unaccounted: 50))
        #expect(try world.left(second) == ["grown": 50])
    }

    @Test func `by-products share what went in`() throws {
        var world = try world()

        try world.done(
            make([(local, 50), (foreign, 50)], [(made, 36), (second, 10)]), by: "exporter")

        #expect(try world.left(made) == ["grown": 18, "UZ": 18])
        #expect(try world.left(second) == ["grown": 5, "UZ": 5])
    }

    @Test func `litres and packs count by their weight`() throws {
        var world = try world()
        try world.describe(made, "081310", net: 2_000_000)
        try world.done(
            PaperText.opened(EventText.lot("O", of: "4880003"), 100), by: "exporter")
        let juice = EventText.lot("J", of: "4880003", item: "054321")
        let opened = EventText.lot("O", of: "4880003")

        try world.done(
            EventText.transformation(
                [(foreign, "100", "KGM"), (local, "100", "KGM")], [(made, "50", nil)]),
            by: "exporter")
        try world.done(
            EventText.transformation(
                [(made, "10", nil), (opened, "60", "KGM")], [(juice, "40", "LTR")]),
            by: "exporter")

        #expect(try world.left(made, per: 1) == ["grown": 20, "UZ": 20])
        #expect(
            try world.left(juice, per: 1_000_000) == ["grown": 5, "UZ": 5, "declared": 30])
    }

    @Test func `what nobody weighs is of its inputs, but not beside what was weighed`() throws {
        var world = try world()
        let crates = EventText.lot("K", of: "4880003", item: "054321")
        let more = EventText.lot("K2", of: "4880003", item: "054321")
        try world.done(
            EventText.transformation([(local, "50", "KGM")], [(crates, "10", nil)]),
            by: "exporter")

        try world.done(
            EventText.transformation([(crates, "4", nil)], [(more, "8", nil)]), by: "exporter")
        try world.done(
            EventText.transformation(
                [(foreign, "50", "KGM"), (crates, "2", nil)], [(made, "7", nil)]),
            by: "exporter")
        try world.done(
            EventText.transformation(
                [(crates, "2", nil), (foreign, "50", "KGM")], [(second, "50", "KGM")]),
            by: "exporter")

        #expect(try world.left(more, per: 1) == ["grown": 8])
        #expect(try world.left(made, per: 1) == ["unknown": 7])
        #expect(try world.left(second) == ["UZ": 50])
    }

    @Test func `a consumption in error puts back what it took`() throws {
        var world = try world()
        try world.done(make([(local, 60), (foreign, 20)], [(made, 80)]), by: "exporter")
        let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
        try world.done(EventText.lose(made, 40, id: id), by: "exporter")
        #expect(try world.left(made) == ["grown": 30, "UZ": 10])

        try world.done(
            EventText.lose(made, 40, id: id, extra: EventText.declaration), by: "exporter")

        #expect(try world.left(made) == ["grown": 60, "UZ": 20])
    }

    @Test func `a making in error puts its inputs back, and its output is gone`() throws {
        var world = try world()
        let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
        let event = { (extra: String) in
            make([(local, 60), (foreign, 20)], [(made, 80)], id: id, extra: extra)
        }
        try world.done(event(""), by: "exporter")

        try world.done(event(EventText.declaration), by: "exporter")

        #expect(try world.left(local) == ["grown": 100])
        #expect(try world.left(foreign) == ["UZ": 100])
        #expect(try world.origins(made) == nil)
    }

    @Test func `an addition whose origin was handed on cannot be an error`() throws {
        var world = try World.withImporters()
        let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
        let addition = { (extra: String) in
            PaperText.brought(foreign, 100, PaperText.terms("D-2"), id: id, extra: extra)
        }
        try world.done(
            PaperText.brought(foreign, 100, PaperText.terms("D-1", from: "KG")), by: "importer")
        try world.done(addition(""), by: "importer")
        let made = EventText.lot("C1", of: "4880004")
        try world.done(make([(foreign, 50)], [(made, 50)]), by: "importer")

        let refusal = try world.refusal(addition(EventText.declaration), by: "importer")

        #expect(try world.left(made) == ["KG": 25, "UZ": 25])
        #expect(refusal.code == RuleCode.alreadySpent.rawValue)
        #expect(
            refusal.details.suffix(2) == [
                OutcomeDetail("available", "75 kg"), OutcomeDetail("asked", "100 kg"),
            ])
        #expect(try world.declaration("D-2")?.left == 19_900_000_000)
    }

    @Test func `an addition that was not touched is taken away wholly`() throws {
        var world = try World.withImporters()
        let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
        let addition = { (extra: String) in
            PaperText.brought(foreign, 100, PaperText.terms("D-2"), id: id, extra: extra)
        }
        try world.done(
            PaperText.brought(foreign, 100, PaperText.terms("D-1", from: "KG")), by: "importer")
        try world.done(addition(""), by: "importer")

        try world.done(addition(EventText.declaration), by: "importer")

        #expect(try world.left(foreign) == ["KG": 100])
        #expect(try world.origins(foreign)?.made.spoken() == ["KG": 100])
    }

    @Test func `the smallest of too many origins are others`() throws {
        var world = try World.withImporters()
        let countries = (0..<18).map { "X" + String(UnicodeScalar(UInt8(65 + $0))) }
        var inputs: [(String, Int)] = []
        for (index, country) in countries.enumerated() {
            let lot = EventText.lot("L\(index)", of: "4880004")
            try world.done(
                PaperText.brought(
                    lot, index + 1, PaperText.terms("D\(index)", from: country)), by: "importer")
            inputs.append((lot, index + 1))
        }
        let blend = EventText.lot("M", of: "4880004")

        try world.done(make(inputs, [(blend, 171)]), by: "importer")

        let left = try world.left(blend)
        #expect(left.count == 16)
        #expect(left["other"] == 6)
        #expect(left["XD"] == 4 && left["XR"] == 18)
        #expect(left["XA"] == nil && left["XC"] == nil)
    }

    @Test func `what a works makes out of nothing has no origin`() throws {
        var world = try world()
        let nothing = EventText.lot("N", of: "4880003")
        try world.done(
            EventText.object("ADD", "commissioning", [(nothing, "100", "KGM")]), by: "exporter")

        try world.done(make([(nothing, 100), (local, 100)], [(made, 100)]), by: "exporter")

        #expect(try world.account("exporter", made).onHand == kilograms(100, unaccounted: 50))
        #expect(try world.left(made) == ["grown": 50])
    }

    @Test func `what is lost on the road is taken off, and comes back with the error`() throws {
        var world = try world()
        try world.done(make([(local, 60), (foreign, 20)], [(made, 80)]), by: "exporter")
        try world.done(EventText.ship(made, 80, to: EventText.processorParty), by: "exporter")
        let id = "urn:uuid:00000000-0000-4000-8000-000000000001"
        let receipt = { (extra: String) in
            EventText.object(
                "OBSERVE", "receiving", [(made, "79600", "GRM")], disposition: "mismatch_quantity",
                id: id, extra: extra)
        }

        try world.done(receipt(""), by: "processor")
        #expect(try world.left(made, per: 1000) == ["grown": 59_700, "UZ": 19_900])
        try world.done(receipt(EventText.declaration), by: "processor")

        #expect(try world.left(made) == ["grown": 60, "UZ": 20])
    }

    @Test func `what is in dispute for too long is lost with its origin`() throws {
        var world = try world()
        try world.done(EventText.ship(local, 100, to: EventText.processorParty), by: "exporter")
        try world.done(EventText.receiveAll(local, 60), by: "processor")
        #expect(try world.left(local) == ["grown": 100])

        world.time = world.time.advanced(byMilliseconds: 8 * 24 * World.hour)
        try world.done(EventText.receive(local, 1), by: "processor")

        #expect(try world.left(local) == ["grown": 60])
    }
}

/// Late records and origins: Docs/Spec/MassBalance.md §10.2 (5).
struct LateOriginTests {
    private let lot = EventText.lot("A1")
    private let made = EventText.lot("M1", of: "4880002")
    private let again = EventText.lot("N1", of: "4880002")

    private func create() -> String { EventText.harvest(lot, 100) }
    private func ship() -> String { EventText.ship(lot, 100, to: EventText.processorParty) }
    private func receive() -> String { EventText.receive(lot, 100) }
    private func consume() -> String { EventText.dry(lot, 100, into: made, 25) }

    /// Each order of the events C, S, R and K in which K is not refused.
    @Test(arguments: [
        ("CSRK", "grown"), ("SCRK", "grown"), ("CRSK", "grown"), ("RCSK", "grown"),
        ("RSCK", "grown"), ("SRCK", "grown"), ("KRSC", "unknown"), ("RKCS", "unknown"),
        ("SRKC", "unknown"), ("KSRC", "unknown"), ("RSKC", "unknown"), ("RKSC", "unknown"),
        ("KSCR", "unknown"), ("SKRC", "unknown"), ("SKCR", "unknown"), ("KCSR", "unknown"),
        ("KCRS", "unknown"), ("KRCS", "unknown"),
    ])
    func `what was made before its past was known is accounted for, of unknown origin`(
        order: String, origin: String
    ) throws {
        var world = try World.withImporters()
        for letter in order {
            switch letter {
            case "C": try world.done(create(), by: "farm")
            case "S": try world.done(ship(), by: "farm")
            case "R": try world.done(receive(), by: "processor")
            default: try world.done(consume(), by: "processor")
            }
        }

        try world.done(EventText.dry(made, 25, into: again, 20), by: "processor")

        #expect(try world.account("processor", again).onHand == kilograms(20))
        #expect(try world.left(again) == [origin: 20])
    }

    @Test func `nothing of a later harvest is named by what was made before`() throws {
        var world = try World.withImporters()
        try world.done(consume(), by: "processor")
        try world.done(create(), by: "farm")
        try world.done(ship(), by: "farm")
        try world.done(receive(), by: "processor")
        // All books agree, and what was made is accounted for.
        try world.done(EventText.lose(made, 25), by: "processor")

        #expect(try world.account("processor", lot) == AccountLeaf())
        #expect(try world.origins(made)?.made.spoken() == ["unknown": 25])
    }

    @Test func `a receipt of what nobody sent takes no origin from those who have it`() throws {
        var world = try World.withImporters()
        try world.done(create(), by: "farm")
        let lie = EventText.lot("X1", of: "4880003")
        try world.done(receive(), by: "exporter")

        try world.done(EventText.dry(lot, 100, into: lie, 25), by: "exporter")
        let own = EventText.lot("Y1")
        try world.done(EventText.dry(lot, 100, into: own, 25), by: "farm")

        #expect(try world.left(lie) == [:])
        #expect(try world.account("exporter", lie).onHand.accounted == 0)
        #expect(try world.left(own) == ["grown": 25])
    }

    @Test func `a lot from before version 4 stays of unknown origin`() throws {
        var world = try World()
        try world.adopt(RuleVersion(3))
        try world.done(create(), by: "farm")
        try world.adopt(RuleVersion(4))
        try world.commit([])

        try world.done(EventText.harvest(lot, 101), by: "farm")
        let own = EventText.lot("Y1")
        try world.done(EventText.dry(lot, 201, into: own, 50), by: "farm")

        #expect(try world.origins(lot) == nil)
        #expect(try world.left(own) == ["unknown": 50])
    }

    @Test func `a transformation that version 3 began is of unknown origin as far as that went`()
        throws
    {
        var world = try World()
        try world.adopt(RuleVersion(3))
        try world.done(create(), by: "farm")
        let (first, second) = (EventText.lot("Y1"), EventText.lot("Y2"))
        let step = { (input: String, output: String, kilograms: Int) in
            EventText.transformation(
                [(input, "60", "KGM")], [(output, "\(kilograms)", "KGM")],
                joinedBy: "urn:uuid:t")
        }
        try world.done(step(lot, first, 30), by: "farm")
        try world.adopt(RuleVersion(4))
        try world.commit([])
        let new = EventText.lot("A2")
        try world.done(EventText.harvest(new, 60), by: "farm")

        try world.done(step(new, second, 90), by: "farm")

        #expect(try world.left(second) == ["grown": 60, "unknown": 30])
    }
}
