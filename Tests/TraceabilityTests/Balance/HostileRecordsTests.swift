import LedgerCore
import Testing
import Traceability

/// Honest entries, lies, and error declarations of all of them, in any order, where late records close gaps.
struct HostileRecordsTests {
    /// What a world lets in and out, over all lots: nothing that is made weighs more than what it is of.
    private struct Tally {
        var world: World
        private var harvested: Int64 = 0
        private var gone: Int64 = 0
        private var accepted: [String: [Posting]] = [:]
        private var declared: Set<String> = []

        init(_ world: World) {
            self.world = world
        }

        mutating func judge(_ entry: SeasonEntry) throws {
            let execution = try world.commit([world.capture([entry.event], by: entry.member)])
            world.time = world.time.advanced(byMilliseconds: World.hour / 2)
            guard case .capture(_, let effects) = execution.effects[0].content,
                case .accepted(let event) = effects[0].result
            else { return }
            gone += accounted(event.postings) { $0.isGone }
            guard case .declare(let origin) = entry.deed else {
                accepted[entry.id] = event.postings
                if case .harvest = entry.deed {
                    harvested += accounted(event.postings) { $0.cause == .created }
                }
                return
            }
            guard declared.insert(origin.id).inserted else { return }
            let postings = accepted[origin.id] ?? []
            switch origin.deed {
            case .harvest: harvested -= accounted(postings) { $0.cause == .created }
            case .consume: gone -= accounted(postings) { $0.isGone }
            // What it had lost is on the road again.
            case .receive: gone -= accounted(event.postings) { $0.isInflow }
            default: break
            }
        }

        private func accounted(_ postings: [Posting], where holds: (Posting) -> Bool) -> Int64 {
            postings.filter(holds).reduce(0) { $0 + $1.stock.accounted }
        }

        /// What came in and is accounted for, less what went out and what is there, once it is touched.
        func left(_ lots: [String]) throws -> (untouched: Int64, touched: Int64) {
            var books = TouchedBooks(world)
            var (untouched, touched): (Int64, Int64) = (harvested - gone, harvested - gone)
            for lot in lots {
                for member in SeasonMembers.names {
                    let stocks =
                        [try world.account(member, lot).onHand]
                        + (try world.road(to: member, lot).stocks)
                    for stock in stocks {
                        untouched -= stock.accounted
                        touched -= try books.stock(stock, of: lot).accounted
                    }
                }
                for stock in try world.road(to: .nobody, lot).stocks {
                    untouched -= stock.accounted
                    touched -= try books.stock(stock, of: lot).accounted
                }
            }
            return (untouched, touched)
        }
    }

    @Test(arguments: UInt64(201)...204)
    func `no order of records and declarations lets more accounted stock out than came in`(
        seed: UInt64
    ) throws {
        var generator = SeasonGenerator(seed: seed, weighs: true)
        let records = generator.honest(250) + generator.fraudulent(120)
        let entries = records + generator.declarations(120, of: records)
        let orders = [generator.delayed(entries, by: 150), generator.shuffled(entries)]
        for (order, arrived) in orders.enumerated() {
            var world = try World(members: SeasonMembers.genesis)
            try world.adopt(RuleVersion(3))
            var tally = Tally(world)
            for (index, entry) in arrived.enumerated() {
                try tally.judge(entry)
                guard index % 40 == 0 || index == arrived.count - 1 else { continue }
                let left = try tally.left(generator.lots)
                let note: Comment = "seed \(seed), order \(order), entry \(index)"
                #expect(left.untouched >= 0 && left.touched >= 0, note)
            }
            #expect(tally.world.state.count(of: .gap) > 10)
        }
    }
}

extension Posting {
    fileprivate var isGone: Bool {
        if case .consumed(let reason) = cause { reason != .processed } else { false }
    }
}

extension ConsignmentsLeaf {
    fileprivate var stocks: [Stock] { open.map(\.stock) + disputed.map(\.missing.stock) }
}
