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

        /// Judges one entry in its own transaction.
        mutating func judge(_ transaction: PreparedTransaction) throws -> Judgement {
            let execution = try world.commit([transaction])
            guard case .capture(_, let effects) = execution.effects[0].content,
                case .accepted(let event) = effects[0].result
            else { return execution.outcomes[0].judgement }
            for posting in event.postings {
                switch posting.cause {
                case .created:
                    created[posting.lot] = try sum(created[posting.lot], posting.stock)
                case .consumed:
                    consumed[posting.lot] = try sum(consumed[posting.lot], posting.stock)
                default: break
                }
            }
            return execution.outcomes[0].judgement
        }

        private func sum(_ stock: Stock?, _ other: Stock) throws -> Stock {
            try #require((stock ?? .none).adding(other))
        }
    }

    private func books() throws -> Books {
        Books(world: try World(members: SeasonMembers.genesis))
    }

    /// Everything on hand and on the road agrees with the naive ledger to the milligram.
    private func expectAgreement(
        _ books: Books, _ naive: NaiveLedger, _ lots: [String], _ note: Comment
    ) throws {
        for lot in lots {
            for member in SeasonMembers.names {
                let place = Place(holder: member, lot: lot)
                let account = try books.world.account(member, lot)
                #expect(account.net == naive.net[place] ?? 0, note)
                #expect(account.onHand.unaccounted == naive.unaccounted[place] ?? 0, note)
                let road = try books.world.road(to: member, lot)
                #expect(road.advance == naive.advance[place] ?? 0, note)
                #expect(loads(road) == naive.road[place] ?? [], note)
            }
            let nobody = try books.world.road(to: .nobody, lot)
            #expect(loads(nobody) == naive.road[Place(holder: "", lot: lot)] ?? [], note)
        }
    }

    private func loads(_ road: ConsignmentsLeaf) -> [NaiveLedger.Load] {
        road.open.map {
            NaiveLedger.Load(
                from: $0.from.text, amount: $0.stock.amount, unaccounted: $0.stock.unaccounted)
        }
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
                net += road.open.reduce(0) { $0 + $1.stock.amount }
                accounted += account.onHand.accounted
                accounted += road.open.reduce(0) { $0 + $1.stock.accounted }
            }
            let nobody = try books.world.road(to: .nobody, lot)
            net += nobody.open.reduce(0) { $0 + $1.stock.amount }
            accounted += nobody.open.reduce(0) { $0 + $1.stock.accounted }
            let created = books.created[EventText.key(lot)] ?? .none
            let consumed = books.consumed[EventText.key(lot)] ?? .none

            #expect(net == created.amount - consumed.amount, note)
            #expect(accounted + consumed.accounted <= created.accounted, note)
        }
    }

    @Test(arguments: UInt64(1)...3)
    func `honest and fraudulent entries agree with a naive ledger in any order`(
        seed: UInt64
    ) throws {
        var generator = SeasonGenerator(seed: seed)
        let entries = generator.honest(350) + generator.fraudulent(250)
        var signer = try books().world
        let signed = Dictionary(
            uniqueKeysWithValues: try entries.map { entry in
                var transaction = try signer.capture([entry.event], by: entry.member)
                transaction.checkSignature(
                    with: World.key(of: entry.member).publicKey, on: signer.genesis.chainID)
                return (entry.id, transaction)
            })

        for order in 0..<3 {
            let arrived = order == 0 ? entries : generator.shuffled(entries)
            var books = try books()
            var naive = NaiveLedger()
            for entry in arrived {
                let transaction = try #require(signed[entry.id])
                let judgement = try books.judge(transaction)
                #expect((judgement == .done) == naive.judge(entry), "seed \(seed): \(entry)")
            }

            let note: Comment = "seed \(seed), order \(order)"
            try expectAgreement(books, naive, generator.lots, note)
            try expectConservation(books, generator.lots, note)
        }
    }

    @Test(arguments: UInt64(101)...102)
    func `an honest season ends alike in every order, when what was refused is sent again`(
        seed: UInt64
    ) throws {
        var generator = SeasonGenerator(seed: seed)
        let entries = generator.honest(250)
        var ordered = try books()
        for entry in entries {
            let transaction = try ordered.world.capture([entry.event], by: entry.member)
            #expect(try ordered.judge(transaction) == .done, "seed \(seed): \(entry)")
        }

        for order in 0..<2 {
            var waiting = generator.shuffled(entries)
            var books = try books()
            while !waiting.isEmpty {
                var refused: [SeasonEntry] = []
                for entry in waiting {
                    let transaction = try books.world.capture([entry.event], by: entry.member)
                    if try books.judge(transaction) != .done { refused.append(entry) }
                }
                try #require(refused.count < waiting.count, "seed \(seed): nothing moves on")
                waiting = refused
            }

            let note: Comment = "seed \(seed), order \(order)"
            for lot in generator.lots {
                for member in SeasonMembers.names {
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
