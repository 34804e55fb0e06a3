import LedgerCore
import Testing

/// Where goods came from, in bytes and in shares.
struct OriginLeafTests {
    private let tajikistan = CountryCode("TJ")!
    private let uzbekistan = CountryCode("UZ")!

    private func stands<Leaf: CBORCodable & Equatable>(_ leaf: Leaf) throws {
        #expect(try Leaf(decoding: leaf.encoded()) == leaf)
    }

    private func sum(_ parts: [(Int64, GoodsOrigin)]) throws -> OriginAmounts {
        try parts.reduce(OriginAmounts.none) { whole, part in
            try #require(whole.adding(OriginAmounts(part.0, of: part.1)))
        }
    }

    @Test func `every origin has its bytes, and they are in order`() throws {
        let origins: [GoodsOrigin] = [
            .grown(nil), .grown(tajikistan), .imported(tajikistan), .imported(uzbekistan),
            .declared, .unknown, .other,
        ]
        for origin in origins { try stands(origin) }

        #expect(origins.shuffled().sorted() == origins)
        #expect(GoodsOrigin.grown(nil).encoded() == [0x82, 1, 0xF6])
        #expect(GoodsOrigin.grown(tajikistan).encoded() == [0x82, 1, 0x62, 0x54, 0x4A])
        #expect(GoodsOrigin.imported(uzbekistan).encoded() == [0x82, 2, 0x62, 0x55, 0x5A])
        #expect(GoodsOrigin.other.encoded() == [0x81, 5])
    }

    @Test(
        arguments: [
            [0x81, 1], [0x81, 2], [0x82, 3, 0xF6], [0x81, 6], [0x82, 2, 0xF6], [0x80],
            [0x82, 1, 0x62, 0x74, 0x6A],
        ] as [Bytes])
    func `nothing else is an origin`(bytes: Bytes) {
        #expect(throws: CBORError.self) { try GoodsOrigin(decoding: bytes) }
    }

    @Test func `a share is rounded by the largest remainders`() throws {
        let whole = try sum([(1, .grown(nil)), (1, .declared), (1, .unknown)])

        let share = whole.share(of: 100)

        #expect(share.elements.map(\.amount) == [34, 33, 33])
        #expect(whole.share(of: 2).elements.map(\.amount) == [1, 1])
        #expect(whole.share(of: 0).isEmpty)
        #expect(
            try sum([(Int64.max - 1, .grown(nil)), (1, .other)]).share(of: .max).sum == .max)
    }

    @Test func `a share of an amount is never more than there is of it`() throws {
        var random = SeededRandom(seed: 28)
        for _ in 0..<2_000 {
            var whole = OriginAmounts.none
            for index in 0..<(1 + random.next(below: 20)) {
                let country = CountryCode("X" + String(UnicodeScalar(UInt8(65 + index))))!
                let amount = 1 + random.next(below: random.next(below: 2) == 0 ? 5 : 1_000_000)
                whole = try #require(
                    whole.adding(OriginAmounts(Int64(amount), of: .imported(country))))
            }
            let amount = Int64(random.next(below: Int(whole.sum) + 1))

            let share = whole.share(of: amount)

            #expect(share.sum == amount)
            #expect(whole.without(share).sum == whole.sum - amount)
            #expect(whole.elements.count <= OriginAmounts.originsMax)
        }
    }

    @Test func `sums that do not fit are none`() {
        let most = OriginAmounts(.max, of: .declared)

        #expect(most.adding(OriginAmounts(1, of: .unknown)) == nil)
        #expect(most.adding(.none) == most)
    }

    @Test func `amounts out of order, twice, of nothing or of too many are none`() throws {
        let parts: [(Int64, GoodsOrigin)] = [(1, .declared), (2, .unknown)]
        let twenty = (0..<17).map { index -> (Int64, GoodsOrigin) in
            (1, .imported(CountryCode("X" + String(UnicodeScalar(UInt8(65 + index))))!))
        }
        for bad in [
            parts.reversed(), [parts[0], parts[0]], [(0, .declared)],
            [(.max, .declared), (1, .unknown)], twenty,
        ] {
            var writer = CBORWriter()
            writer.array(count: bad.count)
            for (amount, origin) in bad {
                writer.array(count: 2)
                writer.value(origin)
                writer.unsigned(UInt64(amount))
            }

            #expect(throws: CBORError.self) { try OriginAmounts(decoding: writer.output) }
        }
        try stands(sum(parts))
        try stands(OriginAmounts.none)
    }

    @Test func `what a lot lacks is of unknown origin`() throws {
        var leaf = OriginsLeaf()
        let isMade = leaf.make(try sum([(60, .grown(tajikistan)), (30, .imported(uzbekistan))]))
        try #require(isMade)

        let first = leaf.take(30)
        let second = leaf.take(100)

        #expect(first == (try sum([(20, .grown(tajikistan)), (10, .imported(uzbekistan))])))
        #expect(
            second
                == (try sum([
                    (40, .grown(tajikistan)), (20, .imported(uzbekistan)), (40, .unknown),
                ])))
        #expect(leaf.left.isEmpty && leaf.made.sum == 90)
        try stands(leaf)
        #expect(OriginsLeaf().encoded() == [0x83, 1, 0x80, 0x80])
    }

    @Test func `a tally does not depend on which input is told first`() throws {
        let goods = OriginAmounts(10, of: .grown(nil))
        for inputs: [(OriginAmounts, SmallestUnit)] in [
            [(goods, .milligram), (.none, .piece)], [(.none, .piece), (goods, .milligram)],
        ] {
            var tally = OriginTally()
            for (amounts, unit) in inputs { _ = tally.putIn(amounts, unit) }

            let (weighed, counted) = (tally.takeOut(4, .milligram), tally.takeOut(4, .piece))

            #expect(weighed == OriginAmounts(4, of: .grown(nil)))
            #expect(counted == OriginAmounts(4, of: .unknown))
            try stands(tally)
        }
    }

    @Test func `two units that nobody can weigh have no sum`() throws {
        var tally = OriginTally()
        _ = tally.putIn(OriginAmounts(3, of: .declared), .piece)
        _ = tally.putIn(OriginAmounts(3, of: .declared), .micrometre)

        let (one, most) = (tally.takeOut(1, .piece), tally.takeOut(.max, .piece))

        #expect(one == OriginAmounts(1, of: .unknown))
        #expect(most == nil)
        try stands(tally)
    }

    @Test func `an import declaration`() throws {
        let terms = ImportDeclarationLeaf.Terms(
            unit: .milligram, amount: 20, country: uzbekistan, post: "Фотеҳобод", duty: .suspended)
        let leaf = ImportDeclarationLeaf(member: MemberID("importer")!, terms: terms, left: 7)
        let more = ImportDeclarationLeaf(member: leaf.member, terms: terms, left: 21).encoded()

        try stands(leaf)
        #expect(throws: CBORError.self) { try ImportDeclarationLeaf(decoding: more) }
    }

    @Test func `leaves that have no origins keep their bytes`() throws {
        let place = EventReference(height: Height(7), transaction: 2, event: 9)
        let farm = MemberID("farm-1")!
        let stock = Stock(amount: 10, unaccounted: 4)
        var event = EventLeaf(
            place: place, member: farm, meaning: .zero, postings: [.created(stock)])
        let plain = event.encoded()
        event.origins = [OriginAmounts(6, of: .declared)]
        try stands(event)
        event.certificates = [.imported(declaration: "D", amount: 3)]
        try stands(event)
        var transformation = TransformationLeaf()
        transformation.origins = OriginTally()
        try stands(transformation)
        transformation.failedTest = CertificateReference(issuer: farm, number: "T")
        transformation.conversion = ConversionTally()
        try stands(transformation)
        let consignment = { (country: CountryCode?) in
            Consignment(
                from: farm, stock: stock, origin: place, sentAt: Timestamp(milliseconds: 5),
                leftFor: country)
        }
        try stands(consignment(uzbekistan))

        #expect(plain.prefix(2) == [0x86, 1] && event.encoded().prefix(2) == [0x88, 3])
        #expect(consignment(nil).encoded()[0] == 0x84)
        #expect(
            consignment(uzbekistan).encoded() == [0x85] + consignment(nil).encoded().dropFirst()
                + [0x62, 0x55, 0x5A])
    }

    @Test func `origins are one a posting`() {
        let place = EventReference(height: Height(7), transaction: 2, event: 9)
        var writer = CBORWriter()
        writer.array(count: 8)
        writer.unsigned(3)
        writer.value(place)
        writer.value(MemberID("farm-1")!)
        writer.unsigned(0)
        writer.value(Digest.zero)
        writer.array(count: 0)
        writer.array(count: 0)
        writer.array([OriginAmounts(6, of: .declared)])

        #expect(throws: CBORError.self) { try EventLeaf(decoding: writer.output) }
    }
}
