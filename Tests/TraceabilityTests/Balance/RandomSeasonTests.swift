import LedgerCore
import Testing
import Traceability

/// Random seasons in random orders of arrival, against a naive ledger.
struct RandomSeasonTests {
    /// Rules of MassBalance.md §13.4 to §13.6, each of which refuses something in every season.
    private static let limits: [RuleCode] = [
        .dryMatter, .overCapacity, .overThroughput, .areaDiffers, .overlaps, .outsideTerritory,
        .embargo, .exportCertificate, .exportResidue,
    ]

    /// What an accepted entry draws from certificates; less for one that gives back.
    private func draw(_ entry: SeasonEntry) -> [(number: String, amount: Int64)] {
        switch entry.deed {
        case .ship(_, let amount, _, let number?): [(number, amount)]
        case .export(_, let amount, _, _, let numbers):
            numbers.filter { SeasonMembers.issuer(of: $0) == SeasonMembers.certifier }
                .map { ($0, amount) }
        case .declare(let entry): draw(entry).map { ($0.number, -$0.amount) }
        default: []
        }
    }

    @Test(
        arguments: UInt64(1)...3,
        [RuleVersion.first, RuleVersion(2), RuleVersion(3), RuleVersion(4), RuleVersion(5)])
    func `honest and fraudulent entries agree with a naive ledger in any order`(
        seed: UInt64, version: RuleVersion
    ) throws {
        // Under version 5 places are those of claims.
        let isClaimed = version >= RuleVersion(5)
        let isLimited = version >= RuleVersion(3) && !isClaimed
        var generator = SeasonGenerator(
            seed: seed, weighs: version != .first, namesPlots: version != .first,
            sendsLoads: version >= RuleVersion(4))
        var entries = generator.broughtIn(
            generator.certified(generator.honest(350) + generator.fraudulent(250)))
        if version >= RuleVersion(4) { entries = generator.tardy(entries) }
        if isLimited {
            generator.fields = generator.land(isSurveyed: true).compactMap(\.plot.field)
            entries = generator.limited(entries)
        }
        if isClaimed { entries = generator.claimed(entries) }
        var signer = try World(members: SeasonMembers.genesis)
        signer.expiryMilliseconds = 88 * 24 * World.hour
        let signed = Dictionary(
            uniqueKeysWithValues: try entries.filter(\.isEvent).map { entry in
                var transaction = try signer.capture([entry.event], by: entry.member)
                transaction.checkSignature(
                    with: World.key(of: entry.member).publicKey, on: signer.genesis.chainID)
                return (entry.id, transaction)
            })

        var refusals: [String: Int] = [:]
        for order in 0..<3 {
            let arrived =
                switch order {
                case 0: entries
                case 1: generator.delayed(entries, by: 30)
                default: generator.shuffled(entries)
                }
            var (books, naive) = try SeasonBooks.make(version, generator, isLimited: isLimited)
            var drawn: [String: Int64] = [:]
            for entry in arrived {
                let transaction = try signed[entry.id] ?? books.proposal(entry)
                let now = books.world.time.milliseconds
                let judgement = try books.judge(transaction)
                let expected = naive.judge(entry, at: now)
                #expect((judgement == .done) == expected, "seed \(seed): \(entry)")
                guard judgement == .done else { continue }
                for (number, amount) in draw(entry) { drawn[number, default: 0] += amount }
            }

            let note: Comment = "seed \(seed), version \(version), order \(order)"
            let agreement = SeasonAgreement(
                books: books, naive: naive, lots: generator.lots, note: note)
            try agreement.expectBooks()
            try agreement.expectConservation()
            if version >= RuleVersion(4) { try agreement.expectOrigins() }
            if isClaimed {
                try agreement.expectClaims()
                if order < 2 { try agreement.expectVariety() }
            }
            guard version != .first else { continue }
            #expect(version < RuleVersion(4) || naive.acceptedCount > 0, note)
            try agreement.expectLand()
            try agreement.expectCertificates(drawn)
            // Where everything is too late nothing is accounted when it leaves.
            let drawnMin = isLimited || isClaimed ? 0 : 2
            #expect(order == 2 || drawn.values.count { $0 > 0 } > drawnMin, note)
            guard isLimited else { continue }
            try agreement.expectFacilities()
            refusals.merge(books.refusals, uniquingKeysWith: +)
        }
        guard isLimited else { return }
        #expect(Self.limits.filter { refusals[$0.rawValue] == nil } == [], "seed \(seed)")
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
        var (ordered, _) = try SeasonBooks.make(version, generator)
        for entry in entries {
            let transaction = try ordered.world.capture([entry.event], by: entry.member)
            #expect(try ordered.judge(transaction) == .done, "seed \(seed): \(entry)")
        }

        for order in 0..<2 {
            var waiting = generator.shuffled(entries)
            var (books, naive) = try SeasonBooks.make(version, generator)
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
            try SeasonAgreement(books: books, naive: naive, lots: generator.lots, note: note)
                .expectConservation()
        }
    }
}
