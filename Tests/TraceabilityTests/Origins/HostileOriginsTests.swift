import LedgerCore
import Testing
import Traceability

/// Goods with papers, honest and not, and error declarations of everything, in any order: no more of an
/// origin is anywhere than came in. Docs/Spec/MassBalance.md §10.2.
struct HostileOriginsTests {
    /// What came in of each origin and was not declared to be an error.
    private struct Tally {
        var world: World
        private(set) var came: [String: Int64] = [:]
        private var creations: [String: [String: Int64]] = [:]
        private var declared: Set<String> = []
        private(set) var takenBack = 0

        init(_ world: World) {
            self.world = world
        }

        mutating func judge(_ entry: SeasonEntry) throws {
            let execution = try world.commit([world.capture([entry.event], by: entry.member)])
            world.time = world.time.advanced(byMilliseconds: World.hour / 2)
            guard case .capture(_, let effects) = execution.effects[0].content,
                case .accepted(let event) = effects[0].result
            else { return }
            if case .declare(let error) = entry.deed {
                guard declared.insert(error.id).inserted else { return }
                if !event.postings.isEmpty { takenBack += 1 }
                came.merge(creations[error.id] ?? [:], uniquingKeysWith: -)
                return
            }
            guard let origin = entry.wayIn else { return }
            let accounted = event.postings.filter { $0.cause == .created }
                .reduce(Int64(0)) { $0 + $1.stock.accounted }
            creations[entry.id] = [origin: accounted]
            came[origin, default: 0] += accounted
        }

        func left(_ lots: [String]) throws -> [String: Int64] {
            try lots.reduce(into: [:]) { sum, lot in
                sum.merge(try world.left(lot, per: 1), uniquingKeysWith: +)
            }
        }
    }

    @Test(arguments: UInt64(301)...304)
    func `no order of records and declarations makes more of an origin than came in`(
        seed: UInt64
    ) throws {
        var generator = SeasonGenerator(seed: seed, weighs: true)
        let records = generator.broughtIn(generator.honest(200) + generator.fraudulent(100))
        let entries = records + generator.declarations(150, of: records)
        let orders = [
            entries, generator.delayed(entries, by: 150), generator.shuffled(entries),
        ]
        for (order, arrived) in orders.enumerated() {
            var world = try World(members: SeasonMembers.genesis)
            try world.adopt(RuleVersion(4))
            var tally = Tally(world)
            for (index, entry) in arrived.enumerated() {
                try tally.judge(entry)
                guard index % 40 == 0 || index == arrived.count - 1 else { continue }
                let left = try tally.left(generator.lots)
                let note: Comment = "seed \(seed), order \(order), entry \(index)"
                for origin in ["grown", "KG", "UZ", "declared"] {
                    #expect(left[origin] ?? 0 <= tally.came[origin] ?? 0, note)
                }
            }
            #expect(tally.came.values.count { $0 > 0 } == 4)
            #expect(tally.takenBack > 10)
        }
    }
}

extension SeasonEntry {
    /// By which way goods come into being, by the words of their origins.
    fileprivate var wayIn: String? {
        switch deed {
        case .harvest: "grown"
        case .bringIn(_, _, let paper, nil): paper.country
        case .open: "declared"
        default: nil
        }
    }
}
