import LedgerCore
import Query

/// A fraud in small for each code of the screen, and an honest trade beside it.
extension AlertCode {
    static let members: [QueryWorld.Member] =
        ["farm", "processor", "exporter"].map { ($0, $0, .everything) }
        + (0..<5).map { ("works-\($0)", "processor", .everything) } + [
            ("neighbour", "farm", .everything)
        ]

    static func world() throws -> QueryWorld { try QueryWorld(members: members) }

    /// Records what this code is about, and nothing that another one is about.
    func commit(in world: QueryWorld) throws {
        switch self {
        case .ratioOwnHistory:
            try Self.dry(in: world, by: "processor", [25, 24, 26, 25, 24, 25, 26, 25, 40])
        case .ratioPeers:
            for works in 0..<5 {
                try Self.dry(
                    in: world, by: "works-\(works)",
                    Array(repeating: works == 3 ? 60 : 25, count: 3))
            }
        case .phantomAmount:
            for place in 0..<7 {
                try world.record(
                    EventText.at(
                        place,
                        EventText.harvest("G\(place)", kilograms: place == 4 ? 5_000 : 100 + place)),
                    by: "farm")
            }
        case .phantomPassage:
            for lot in 0..<20 {
                try world.record(
                    EventText.at(
                        8, EventText.on(lot, EventText.harvest("P\(lot)", kilograms: 100 + lot))),
                    EventText.at(
                        8,
                        EventText.on(
                            lot, 2, EventText.ship("P\(lot)", kilograms: 100 + lot, to: "exporter"))
                    ),
                    by: "farm")
            }
        case .circularTrade: try Self.circle(in: world)
        case .splitMerge: try Self.launder(in: world)
        case .nightBulk:
            try world.record(
                (0..<60).map {
                    EventText.zone(10, EventText.observe("N\($0)", step: "inspecting", at: $0))
                },
                by: "farm")
        case .dormantLot: try Self.sleep(in: world, days: 366)
        }
    }

    /// Transformations of 100 kg each, and what came of them.
    static func dry(in world: QueryWorld, by member: String, _ results: [Int]) throws {
        for (index, kilograms) in results.enumerated() {
            let (fresh, dried) = ("\(member)-F\(index)", "\(member)-D\(index)")
            try world.record(
                EventText.harvest(fresh),
                EventText.transform([(fresh, 100)], into: [(dried, kilograms)], at: 60),
                by: member)
        }
    }

    static func hand(
        _ lot: String, from sender: String, to receiver: String, on day: Int, in world: QueryWorld
    ) throws {
        try world.record(
            EventText.on(day, EventText.ship(lot, kilograms: 100, to: receiver)), by: sender)
        try world.record(
            EventText.on(day, 60, EventText.receive(lot, kilograms: 100)), by: receiver)
    }

    static func circle(
        in world: QueryWorld, through members: [String] = ["processor", "exporter"], days: Int = 2,
        repacked: Bool = false
    ) throws {
        try world.record(EventText.on(0, EventText.harvest("C")), by: "farm")
        var (lot, holder) = ("C", "farm")
        for (day, member) in (members + ["farm"]).enumerated() {
            try hand(lot, from: holder, to: member, on: 1 + day * days, in: world)
            holder = member
            if repacked, day == 0 {
                try world.record(
                    EventText.on(1, 120, EventText.transform([("C", 100)], into: [("C2", 100)])),
                    by: member)
                lot = "C2"
            }
        }
    }

    /// 100 kg that the processor has from nobody, or from the farm.
    static func launder(in world: QueryWorld, accounted: Bool = false, days: Int = 2) throws {
        try world.record(EventText.on(0, EventText.harvest("A")), by: "farm")
        try hand("A", from: "farm", to: "processor", on: 1, in: world)
        if accounted {
            try world.record(EventText.on(0, EventText.harvest("X")), by: "farm")
            try hand("X", from: "farm", to: "processor", on: 1, in: world)
        } else {
            try world.record(
                EventText.on(1, EventText.receive("X", kilograms: 100)), by: "processor")
        }
        let parts = (0..<4).map { ("X\($0)", 25) }
        try world.record(
            EventText.on(2, EventText.transform([("X", 100)], into: parts)), by: "processor")
        try world.record(
            EventText.on(
                2 + days, EventText.transform([parts[0], parts[1], ("A", 50)], into: [("M0", 100)])),
            EventText.on(
                2 + days, EventText.transform([parts[2], parts[3], ("A", 50)], into: [("M1", 100)])),
            by: "processor")
    }

    static func sleep(in world: QueryWorld, days: Int) throws {
        try world.record(EventText.on(0, EventText.harvest("S")), by: "farm")
        try world.record(
            EventText.on(days, EventText.ship("S", kilograms: 100, to: "exporter")), by: "farm")
    }

    /// Goods that go from a neighbour to an exporter, and are made into others on the way.
    static func honestTrade(in world: QueryWorld, seed: Int) throws {
        for number in 0..<10 {
            let (fresh, dried) = ("H\(seed)-\(number)", "K\(seed)-\(number)")
            let day = 30 * number + (seed * 7 + number) % 5
            try world.record(
                EventText.at(9, EventText.on(day, EventText.harvest(fresh))), by: "neighbour")
            try hand(fresh, from: "neighbour", to: "works-4", on: day + 1, in: world)
            let made = 24 + (seed + number) % 3
            try world.record(
                EventText.at(
                    7,
                    EventText.on(
                        day + 3, EventText.transform([(fresh, 100)], into: [(dried, made)]))),
                by: "works-4")
            try world.record(
                EventText.on(day + 9, EventText.ship(dried, kilograms: made, to: "exporter")),
                by: "works-4")
            try world.record(
                EventText.on(day + 10, EventText.receive(dried, kilograms: made)), by: "exporter")
        }
    }
}

extension QueryWorld {
    func alerts(_ settings: ScreenSettings = ScreenSettings()) throws -> [Alert] {
        try index.read { try $0.screen(settings).alerts }
    }
}
