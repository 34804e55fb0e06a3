import LedgerCore
import Testing
import Traceability

/// What the ledger's books and the naive ledger's must have in common after a season.
struct SeasonAgreement {
    private typealias Place = NaiveLedger.Place

    let books: SeasonBooks
    let naive: NaiveLedger
    let lots: [String]
    let note: Comment

    /// What was counted against land agrees, and no land bore more than it can.
    func expectLand() throws {
        let ceiling = try #require(naive.ceiling)
        // order-free: each plot by itself.
        for (plot, land) in naive.plots {
            for season in [UInt64(2025), 2026] {
                let mass = try books.world.harvested(plot, SeasonGoods.crop, season)
                #expect(mass == naive.harvested["\(plot) \(season)"] ?? 0, note)
                #expect(mass <= Int64(land.area) * ceiling, note)
            }
        }
    }

    /// What is left of certificates agrees, and with what stands drawn it is what was certified.
    func expectCertificates(_ drawn: [String: Int64]) throws {
        let certificates = try #require(naive.certificates)
        for number in certificates.keys.sorted() {
            let leaf = try books.world.certificate(number, of: SeasonMembers.issuer(of: number))
            guard certificates[number]?.left != nil else {
                #expect(leaf != nil && leaf?.allowance == nil, note)
                continue
            }
            let allowance = try #require(leaf?.allowance)
            #expect(allowance.left == certificates[number]?.left, note)
            #expect((leaf?.revokedFrom != nil) == certificates[number]?.isRevoked, note)
            #expect(allowance.left + (drawn[number] ?? 0) == allowance.amount, note)
        }
        #expect(Set(drawn.keys).isSubset(of: certificates.keys), note)
    }

    /// Everything on hand and on the road agrees with the naive ledger to the milligram.
    func expectBooks() throws {
        for lot in lots {
            for member in SeasonMembers.names {
                let place = Place(holder: member, lot: lot)
                let account = try books.world.account(member, lot)
                #expect(account.net == naive.net(place), note)
                #expect(parts(of: account.onHand) == parts(of: naive.held[place]), note)
                let road = try books.world.road(to: member, lot)
                #expect(road.advance == naive.advance(place), note)
                expectRoad(road, place)
            }
            let nobody = try books.world.road(to: .nobody, lot)
            expectRoad(nobody, Place(holder: "", lot: lot))
            let abroad = Place(holder: SeasonGenerator.abroad, lot: lot)
            let road = try books.world.road(to: .party(abroad.holder), lot)
            expectRoad(road, abroad)
        }
    }

    /// What is over without having been touched since is as good as lost.
    private func expectRoad(_ road: ConsignmentsLeaf, _ place: Place) {
        let disputed = road.disputed.filter { $0.until >= books.lastTime }
        let expected = naive.disputed[place] ?? []
        #expect(road.open.map(load) == (naive.road[place] ?? []).map(load), note)
        let accepted = road.accepted.filter {
            books.lastTime
                <= $0.at.advanced(byMilliseconds: SeasonBooks.acceptance.keptMilliseconds)
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
    func expectConservation() throws {
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
    func expectOrigins() throws {
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

    /// What lies at places and was made there agrees, and is never more than they can.
    func expectFacilities() throws {
        // order-free: each facility by itself.
        for (place, facility) in naive.facilities {
            let key = EventText.key(place)
            let held = try mass(.held(at: key))
            #expect(held == naive.lies[place] ?? 0, note)
            #expect(held <= facility.capacity ?? .max, note)
            for days in Int64(0)...2 {
                let day = EventText.time.milliseconds / (24 * World.hour) - days
                let made = try mass(.made(at: key, on: day))
                #expect(made == naive.madeThere["\(place) \(-days)"] ?? 0, note)
                #expect(made <= facility.throughput ?? .max, note)
            }
        }
    }

    private func mass(_ key: StateKey) throws -> Int64 {
        try books.world.state.leaf(MassLeaf.self, at: key)?.mass ?? 0
    }
}
