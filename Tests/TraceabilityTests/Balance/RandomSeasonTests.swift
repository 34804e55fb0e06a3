import LedgerCore
import Testing
import Traceability

/// Random seasons in random orders of arrival, against a naive ledger.
struct RandomSeasonTests {
    private typealias Place = NaiveLedger.Place

    /// A world and what its postings add up to.
    private struct Books {
        var world: World
        var created: [String: Stock] = [:]
        var consumed: [String: Stock] = [:]
        /// Block time of the last entry.
        private(set) var lastTime = Timestamp(milliseconds: 0)
        /// Between blocks: windows of days end in a season.
        var step = World.hour / 2

        /// Judges one entry in its own transaction.
        mutating func judge(_ transaction: PreparedTransaction) throws -> Judgement {
            lastTime = world.time
            let execution = try world.commit([transaction])
            world.time = world.time.advanced(byMilliseconds: step)
            guard case .capture(_, let effects) = execution.effects[0].content,
                case .accepted(let event) = effects[0].result
            else { return execution.outcomes[0].judgement }
            for posting in event.postings {
                switch posting.cause {
                case .created:
                    created[posting.lot] = try sum(created[posting.lot], posting.stock)
                case .declared where !posting.isInflow:
                    created[posting.lot] = try rest(created[posting.lot], posting.stock)
                case .consumed:
                    consumed[posting.lot] = try sum(consumed[posting.lot], posting.stock)
                default: break
                }
            }
            return execution.outcomes[0].judgement
        }

        /// What a harvest that was declared to be an error takes back; a shipment creates nothing.
        private func rest(_ stock: Stock?, _ part: Stock) throws -> Stock {
            let stock = try #require(stock)
            var rest = stock
            let removed = rest.remove(part)
            try #require(removed != nil)
            return rest
        }

        private func sum(_ stock: Stock?, _ other: Stock) throws -> Stock {
            try #require((stock ?? .none).adding(other))
        }
    }

    private static let acceptance = AcceptanceRules(
        afterMilliseconds: 48 * World.hour, keptMilliseconds: 30 * 24 * World.hour)
    private static let crop = "080910"
    private static let dried = "081310"

    private func books() throws -> Books {
        Books(world: try World(members: SeasonMembers.genesis))
    }

    /// Books under a version, with land that bears just what honest entries took of it.
    private func books(
        _ version: RuleVersion, _ generator: SeasonGenerator
    ) throws -> (Books, NaiveLedger) {
        var (books, naive) = (try books(), NaiveLedger())
        guard version != .first else { return (books, naive) }
        let dock = DockRules()
        if version >= RuleVersion(3) { naive.lateMilliseconds = GapRules().lateMilliseconds }
        if version >= RuleVersion(4) {
            // Sooner than by the rules, so that they end in a season, and goods are due while they are
            // moved.
            var rules = Rules.fourth.accepting(Self.acceptance)
            rules.ways = WayRules(openingMilliseconds: 4 * 24 * World.hour)
            books.world.book = RuleBook([.first: Rules(), version: rules])
            books.step = World.hour * 3 / 2
            naive.acceptance = (Self.acceptance.afterMilliseconds, Self.acceptance.keptMilliseconds)
            naive.ways.areFollowed = true
            naive.ways.opening = 4 * 24 * World.hour
        }
        naive.dock = (dock.toleranceThousandths, dock.disputeMilliseconds)
        naive.multiplies = false
        naive.certificates = [:]
        naive.ceilings = [:]
        try books.world.adopt(version)
        for member in SeasonMembers.growers {
            for plot in SeasonMembers.plots(of: member) {
                let area = ((generator.borne[plot] ?? 0) + 999) / 1000
                naive.ceilings?[plot] = area * 1000
                try books.world.register(
                    plot, of: member, Self.crop, squareMetres: UInt64(area))
            }
        }
        for member in SeasonMembers.names {
            let prefix = SeasonMembers.prefix(of: member)
            for (item, commodity) in [
                (SeasonGoods.fresh, Self.crop), (SeasonGoods.dried, Self.dried),
            ] {
                try books.world.describe(EventText.lot("L", of: prefix, item: item), commodity)
            }
        }
        naive.yields = (100, 360)
        let crop = try #require(CommodityCode(Self.crop))
        let dried = try #require(CommodityCode(Self.dried))
        try books.world.limit(
            [CropCeiling(crop: crop, gramsPerSquareMetre: 1, firstMonth: 9)],
            [YieldRange(of: dried, from: crop, least: 100, most: 360)])
        return (books, naive)
    }

    /// What was counted against land agrees, and no land bore more than it can.
    private func expectLand(_ books: Books, _ naive: NaiveLedger, _ note: Comment) throws {
        for (plot, ceiling) in try #require(naive.ceilings) {
            for season in [UInt64(2025), 2026] {
                let mass = try books.world.harvested(plot, Self.crop, season)
                #expect(mass == naive.harvested["\(plot) \(season)"] ?? 0, note)
                #expect(mass <= ceiling, note)
            }
        }
    }

    /// What is left of certificates agrees, and with what stands drawn it is what was certified.
    private func expectCertificates(
        _ books: Books, _ naive: NaiveLedger, _ drawn: [String: Int64], _ note: Comment
    ) throws {
        let certificates = try #require(naive.certificates)
        for number in certificates.keys.sorted() {
            let leaf = try books.world.certificate(number, of: SeasonMembers.certifier)
            let allowance = try #require(leaf?.allowance)
            #expect(allowance.left == certificates[number]?.left, note)
            #expect((leaf?.revokedFrom != nil) == certificates[number]?.isRevoked, note)
            #expect(allowance.left + (drawn[number] ?? 0) == allowance.amount, note)
        }
        #expect(Set(drawn.keys).isSubset(of: certificates.keys), note)
    }

    /// What an accepted entry draws from certificates; less for one that gives back.
    private func draw(_ entry: SeasonEntry) -> (number: String, amount: Int64)? {
        switch entry.deed {
        case .ship(_, let amount, _, let number?): (number, amount)
        case .declare(let entry): draw(entry).map { ($0.number, -$0.amount) }
        default: nil
        }
    }

    /// Everything on hand and on the road agrees with the naive ledger to the milligram.
    private func expectAgreement(
        _ books: Books, _ naive: NaiveLedger, _ lots: [String], _ note: Comment
    ) throws {
        for lot in lots {
            for member in SeasonMembers.names {
                let place = Place(holder: member, lot: lot)
                let account = try books.world.account(member, lot)
                #expect(account.net == naive.net(place), note)
                #expect(parts(of: account.onHand) == parts(of: naive.held[place]), note)
                let road = try books.world.road(to: member, lot)
                #expect(road.advance == naive.advance(place), note)
                expectAgreement(road, naive, place, books.lastTime, note)
            }
            let nobody = try books.world.road(to: .nobody, lot)
            expectAgreement(nobody, naive, Place(holder: "", lot: lot), books.lastTime, note)
            let abroad = Place(holder: SeasonGenerator.abroad, lot: lot)
            let road = try books.world.road(to: .party(abroad.holder), lot)
            expectAgreement(road, naive, abroad, books.lastTime, note)
        }
    }

    /// What is over without having been touched since is as good as lost.
    private func expectAgreement(
        _ road: ConsignmentsLeaf, _ naive: NaiveLedger, _ place: Place, _ now: Timestamp,
        _ note: Comment
    ) {
        let disputed = road.disputed.filter { $0.until >= now }
        let expected = naive.disputed[place] ?? []
        #expect(road.open.map(load) == (naive.road[place] ?? []).map(load), note)
        let accepted = road.accepted.filter {
            now <= $0.at.advanced(byMilliseconds: Self.acceptance.keptMilliseconds)
        }
        #expect(accepted.map(\.amount) == (naive.accepted[place] ?? []).map(\.amount), note)
        #expect(disputed.map { load($0.missing) } == expected.map { load($0.load) }, note)
        #expect(disputed.map(\.until.milliseconds) == expected.map { $0.until }, note)
    }

    /// The amount, what of it is unaccounted for ever, and what rests on gaps, the oldest first.
    private func parts(of stock: Stock) -> [Int64] {
        [stock.amount, stock.unaccountedForEver] + stock.rests.elements.map(\.amount)
    }

    private func parts(of stock: NaiveStock?) -> [Int64] {
        let stock = stock ?? NaiveStock()
        return [stock.amount, stock.forEver]
            + stock.rests.sorted { $0.key < $1.key }.map { $0.value }
    }

    private struct Sent: Equatable {
        let from: String
        let parts: [Int64]
    }

    private func load(_ consignment: Consignment) -> Sent {
        Sent(from: consignment.from.text, parts: parts(of: consignment.stock))
    }

    private func load(_ load: NaiveLedger.Load) -> Sent {
        Sent(from: load.from, parts: parts(of: load.stock))
    }

    /// Mass is conserved, and no more is accounted for than was created so.
    private func expectConservation(
        _ books: Books, _ lots: [String], _ note: Comment
    ) throws {
        for lot in lots {
            var net: Int64 = 0
            var accounted: Int64 = 0
            for member in SeasonMembers.names {
                let account = try books.world.account(member, lot)
                let road = try books.world.road(to: member, lot)
                net += account.net - road.advance
                accounted += account.onHand.accounted
                for stock in stocks(on: road) {
                    net += stock.amount
                    accounted += stock.accounted
                }
            }
            let others = try [Address.nobody, .party(SeasonGenerator.abroad)].flatMap {
                stocks(on: try books.world.road(to: $0, lot))
            }
            for stock in others {
                net += stock.amount
                accounted += stock.accounted
            }
            let created = books.created[EventText.key(lot)] ?? .none
            let consumed = books.consumed[EventText.key(lot)] ?? .none

            #expect(net == created.amount - consumed.amount, note)
            // What is made of stock that rests on gaps may be accounted for by now.
            #expect(
                accounted + consumed.accounted <= created.amount - created.unaccountedForEver, note)
        }
    }

    private func stocks(on road: ConsignmentsLeaf) -> [Stock] {
        road.open.map(\.stock) + road.disputed.map(\.missing.stock)
    }

    /// Origins agree, and all lots together have no more of one than came in.
    private func expectOrigins(
        _ books: Books, _ naive: NaiveLedger, _ lots: [String], _ note: Comment
    ) throws {
        var left: [String: Int64] = [:]
        #expect(lots.count { naive.ways.pools[$0]?.made.count ?? 0 > 1 } > 1, note)
        for lot in lots {
            let leaf = try books.world.origins(lot)
            let pool = naive.ways.pools[lot]
            #expect((leaf == nil) == (pool == nil), note)
            #expect(words(leaf?.made) == (pool?.made ?? [:]).filter { $0.value > 0 }, note)
            #expect(words(leaf?.left) == (pool?.left ?? [:]).filter { $0.value > 0 }, note)
            left.merge(words(leaf?.left), uniquingKeysWith: +)
        }
        for number in 0..<12 {
            let leaf = try books.world.declaration("D\(number)")
            #expect(leaf?.left == naive.ways.declarations["D\(number)"]?.left, note)
        }
        var came: [String: Int64] = [:]
        // order-free: sums.
        for creation in naive.done.values where !creation.isTakenBack {
            came.merge(creation.origins, uniquingKeysWith: +)
        }
        for origin in left.keys.sorted() where origin != NaiveWays.unknown {
            #expect(left[origin] ?? 0 <= came[origin] ?? 0, note)
        }
    }

    private func words(_ amounts: OriginAmounts?) -> [String: Int64] {
        Dictionary(
            uniqueKeysWithValues: (amounts?.elements ?? []).map { element in
                let word =
                    switch element.origin {
                    case .grown: NaiveWays.grown
                    case .imported(let country): NaiveWays.imported(country.text)
                    case .declared: NaiveWays.declared
                    case .unknown: NaiveWays.unknown
                    case .other: "5 other"
                    }
                return (word, element.amount)
            })
    }

    @Test(
        arguments: UInt64(1)...3,
        [RuleVersion.first, RuleVersion(2), RuleVersion(3), RuleVersion(4)])
    func `honest and fraudulent entries agree with a naive ledger in any order`(
        seed: UInt64, version: RuleVersion
    ) throws {
        var generator = SeasonGenerator(
            seed: seed, weighs: version != .first, namesPlots: version != .first,
            sendsLoads: version >= RuleVersion(4))
        var entries = generator.broughtIn(
            generator.certified(generator.honest(350) + generator.fraudulent(250)))
        if version >= RuleVersion(4) { entries = generator.tardy(entries) }
        var signer = try books().world
        signer.expiryMilliseconds = 80 * 24 * World.hour
        let signed = Dictionary(
            uniqueKeysWithValues: try entries.map { entry in
                var transaction = try signer.capture([entry.event], by: entry.member)
                transaction.checkSignature(
                    with: World.key(of: entry.member).publicKey, on: signer.genesis.chainID)
                return (entry.id, transaction)
            })

        for order in 0..<3 {
            let arrived =
                switch order {
                case 0: entries
                case 1: generator.delayed(entries, by: 30)
                default: generator.shuffled(entries)
                }
            var (books, naive) = try books(version, generator)
            var drawn: [String: Int64] = [:]
            for entry in arrived {
                let transaction = try #require(signed[entry.id])
                let now = books.world.time.milliseconds
                let judgement = try books.judge(transaction)
                let expected = naive.judge(entry, at: now)
                #expect((judgement == .done) == expected, "seed \(seed): \(entry)")
                if judgement == .done, let (number, amount) = draw(entry) {
                    drawn[number, default: 0] += amount
                }
            }

            let note: Comment = "seed \(seed), version \(version), order \(order)"
            try expectAgreement(books, naive, generator.lots, note)
            try expectConservation(books, generator.lots, note)
            if version >= RuleVersion(4) { try expectOrigins(books, naive, generator.lots, note) }
            guard version != .first else { continue }
            #expect(version < RuleVersion(4) || naive.acceptedCount > 0, note)
            try expectLand(books, naive, note)
            try expectCertificates(books, naive, drawn, note)
            // Where everything is too late nothing is accounted when it leaves.
            #expect(order == 2 || drawn.values.count { $0 > 0 } > 2, note)
        }
    }

    @Test(
        arguments: UInt64(101)...102,
        [RuleVersion.first, RuleVersion(2), RuleVersion(3), RuleVersion(4)])
    func `an honest season ends alike in every order, when what was refused is sent again`(
        seed: UInt64, version: RuleVersion
    ) throws {
        var generator = SeasonGenerator(
            seed: seed, namesPlots: version != .first, sendsLoads: version >= RuleVersion(4))
        let entries = generator.honest(250)
        var (ordered, _) = try books(version, generator)
        for entry in entries {
            let transaction = try ordered.world.capture([entry.event], by: entry.member)
            #expect(try ordered.judge(transaction) == .done, "seed \(seed): \(entry)")
        }

        for order in 0..<2 {
            var waiting = generator.shuffled(entries)
            var (books, _) = try books(version, generator)
            while !waiting.isEmpty {
                var refused: [SeasonEntry] = []
                for entry in waiting {
                    let transaction = try books.world.capture([entry.event], by: entry.member)
                    if try books.judge(transaction) != .done { refused.append(entry) }
                }
                try #require(refused.count < waiting.count, "seed \(seed): nothing moves on")
                waiting = refused
            }

            let note: Comment = "seed \(seed), version \(version), order \(order)"
            var touched = TouchedBooks(books.world)
            for lot in generator.lots {
                for member in SeasonMembers.names {
                    if version >= RuleVersion(3) {
                        #expect(try touched.onHand(member, lot).unaccounted == 0, note)
                    }
                    let account = try books.world.account(member, lot)
                    let inOrder = try ordered.world.account(member, lot)
                    #expect(account.net == inOrder.net, note)
                    #expect(account.debt == 0 && inOrder.debt == 0, note)
                    #expect(inOrder.onHand.unaccounted == 0, note)
                    #expect(try books.world.road(to: member, lot).isEmpty, note)
                }
            }
            try expectConservation(books, generator.lots, note)
        }
    }
}
