import LedgerCore
import Testing

/// Every leaf of the rules has one encoding, and its decoder takes no other.
struct LeafCodecTests {
    private let farm = MemberID("farm-1")!
    private let apricot = CommodityCode("080910")!
    private let origin = EventReference(height: Height(7), transaction: 2, event: 9)

    @Test func `validators, in the order of their names`() throws {
        let demo = DemoKeys(seed: "leaves")
        let records = ["b", "a", "c"].map { demo.validator(Fixtures.member($0), address: "") }
        let leaf = try #require(ValidatorsLeaf(number: 3, from: Height(9), validators: records))
        try stands(leaf)
        let twins = records + [records[0].moved(to: "http://b")]

        #expect(leaf.validators.map(\.name.text) == ["a", "b", "c"])
        #expect(leaf.set == ValidatorSet(keys: records.map(\.consensusKey)))
        #expect(leaf.validator(voting: records[0].consensusKey.id) == records[0])
        #expect(leaf[Fixtures.member("d")] == nil)
        #expect(ValidatorsLeaf(number: 0, from: .first, validators: twins) == nil)
        #expect(ValidatorsLeaf(number: 0, from: .first, validators: []) == nil)
    }

    @Test func `the rules, and what waits`() throws {
        let next = RulesLeaf.Change(version: RuleVersion(3), from: Height(9))
        try stands(RulesLeaf())
        let leaf = RulesLeaf(inForce: RuleVersion(2), next: next)
        try stands(leaf)

        #expect([8, 9, 10].map { leaf.version(at: Height($0)).rawValue } == [2, 3, 3])
    }

    @Test(arguments: Evidence.Kind.allCases)
    func `a record of evidence`(kind: Evidence.Kind) throws {
        try stands(
            EvidenceLeaf(
                kind: kind, validator: farm, key: Fixtures.key(1, .eddsa).publicKey.id,
                height: Height(5), round: Round(2), transaction: .zero, recordedAt: Height(6)))
    }

    @Test func `a plot, measured or not`() throws {
        var plot = PlotLeaf(owner: farm, crop: apricot, squareMetres: 12_000)
        try stands(plot)
        plot.outline = Digest(hashing: [1])

        try stands(plot)
    }

    @Test func `the harvest of a season`() throws {
        try stands(MassLeaf(mass: 0))
        try stands(MassLeaf(mass: .max))
    }

    @Test func `a rule pack, in the order of crops`() throws {
        let onion = CropCeiling(
            crop: CommodityCode("070310")!, gramsPerSquareMetre: 6000, firstMonth: 3)
        let apricots = CropCeiling(crop: apricot, gramsPerSquareMetre: 2500)
        try stands(RulePack.empty)
        let pack = RulePack(ceilings: [apricots, onion])
        try stands(pack)
        var writer = CBORWriter()
        writer.array(count: 3)
        writer.unsigned(1)
        writer.array([apricots, onion])
        writer.array(count: 0)
        let unsorted = writer.output

        #expect(pack.ceilings == [onion, apricots])
        #expect(throws: CBORError.self) { try RulePack(decoding: unsorted) }
        #expect(pack.ceiling(of: apricot) == apricots)
        #expect(pack.ceiling(of: CommodityCode("010101")!) == nil)
    }

    @Test func `a rule pack, in the order of what is made`() throws {
        let dried = CommodityCode("081310")!
        let onion = CommodityCode("070310")!
        let first = YieldRange(of: apricot, from: onion, least: 0, most: 1)
        let second = YieldRange(of: dried, from: onion, least: 1, most: 2)
        let third = YieldRange(of: dried, from: apricot, least: 170, most: 360)
        let pack = RulePack(yields: [third, first, second])
        try stands(pack)

        #expect(pack.yields == [first, second, third])
        #expect(pack.range(of: dried, from: apricot) == third)
        #expect(pack.range(of: onion, from: apricot) == nil)
        #expect(pack.limits(dried) && !pack.limits(onion) && pack.knows(onion))
    }

    @Test func `a product, by weight or by piece`() throws {
        try stands(ProductLeaf(commodity: apricot))
        try stands(ProductLeaf(commodity: apricot, netMilligrams: 5_000_000))
    }

    @Test func `kinds of goods are summed in their order`() throws {
        let onion = CommodityCode("070310")!
        var tally = CommodityTally()
        try stands(tally)
        let fits = [
            tally.add(2, of: apricot), tally.add(1, of: onion), tally.add(3, of: apricot),
        ]
        let isTooMuch = tally.add(.max, of: onion)
        try stands(tally)
        #expect(!tally.hasUnknown)
        _ = tally.add(nil, of: onion)
        try stands(tally)

        #expect(fits == [true, true, true] && !isTooMuch)
        #expect(tally.sums.map(\.commodity) == [onion, apricot])
        #expect(tally.mass(of: apricot) == 5 && tally.mass(of: onion) == 1)
        #expect(tally.hasUnknown)
    }

    @Test func `the packs, and which waits`() throws {
        try stands(RulePacksLeaf())
        let next = RulePacksLeaf.Change(number: 3, from: Height(9))
        let leaf = RulePacksLeaf(count: 3, inForce: 1, next: next)
        try stands(leaf)

        #expect([8, 9, 10].map { leaf.number(at: Height($0)) } == [1, 3, 3])
    }

    @Test(arguments: [
        (UInt64(100), UInt64(2500), Int64(250_000_000)), (0, 2500, 0),
        (10_000_000_000, 1_000_000, .max), (.max, 2, .max),
    ])
    func `what an area bears does not overflow`(area: UInt64, grams: UInt64, mass: Int64) {
        let ceiling = CropCeiling(crop: apricot, gramsPerSquareMetre: grams)

        #expect(ceiling.mass(on: area) == mass)
    }

    @Test func `a certificate, of an amount or of lots alone`() throws {
        let allowance = CertificateLeaf.Allowance(unit: .milligram, amount: 9, left: 4)
        var certificate = CertificateLeaf(
            kind: .organic, holder: farm, goods: ["/01/2", "/01/1"], allowance: allowance,
            validFrom: Timestamp(milliseconds: -5), validUntil: Timestamp(milliseconds: 5),
            result: .failed)
        try stands(certificate)
        let more = CertificateLeaf.Allowance(unit: .milligram, amount: 4, left: 5).encoded()
        certificate.revoke(from: Height(3))
        certificate.allowance = nil

        try stands(certificate)
        #expect(certificate.goods == ["/01/1", "/01/2"])
        #expect(throws: CBORError.self) { try CertificateLeaf.Allowance(decoding: more) }
    }

    @Test func `an event that did something to certificates`() throws {
        let reference = CertificateReference(issuer: farm, number: "P1")
        let plain = EventLeaf(place: origin, member: farm, meaning: .zero, postings: [])
        var event = plain
        event.certificates = [
            .issued(reference), .revoked(reference), .drew(reference, amount: 7),
        ]

        try stands(event)
        #expect(plain.encoded()[1] == 1 && event.encoded()[1] == 2)
    }

    @Test func `the last test that stands says whether a lot is open`() throws {
        let tests = (0..<3).map { CertificateReference(issuer: farm, number: "T\($0)") }
        var lot = LotLeaf()
        lot.add(LotTest(tests[0], .passed))
        #expect(lot == LotLeaf() && lot.encoded()[1] == 1)
        lot.add(LotTest(tests[1], .failed))
        try stands(lot)
        #expect(lot.failure == tests[1] && lot.encoded()[1] == 2)
        lot.add(LotTest(tests[2], .passed))
        #expect(lot.failure == nil)
        lot.removeTest(tests[2])
        #expect(lot.failure == tests[1])
        for _ in 0..<20 { lot.add(LotTest(tests[2], .failed)) }

        #expect(lot.tests.count == LotLeaf.testsMax)
    }

    @Test func `a transformation of what failed`() throws {
        var leaf = TransformationLeaf()
        leaf.failedTest = CertificateReference(issuer: farm, number: "T1")
        try stands(leaf)
        leaf.conversion = ConversionTally(inputs: .nothing, outputs: .nothing)

        try stands(leaf)
    }

    @Test func `a lot`() throws {
        var lot = LotLeaf()
        try stands(lot)
        lot.creations = 2
        lot.unit = .milligram
        lot.creator = farm
        lot.append(transaction: .zero, event: 3)

        try stands(lot)
    }

    @Test func `an account`() throws {
        var account = AccountLeaf()
        account.onHand = Stock(amount: .max, unaccounted: 1)
        try stands(account)
        account.onHand = .none
        account.debt = 5
        let without = account.encoded()
        account.movedAt = Timestamp(milliseconds: -7)
        try stands(account)
        #expect(without == [0x83, 1, 0x82, 0, 0, 5])
        #expect(account.encoded() == [0x85, 3, 0x82, 0, 0, 5, 0x80, 0x26])
        account.movedAt = nil

        try stands(account)
    }

    @Test func `consignments`() throws {
        var leaf = ConsignmentsLeaf()
        leaf.advance = 12
        try stands(leaf)
        leaf.advance = 0
        leaf.open = [
            Consignment(
                from: farm, stock: Stock(amount: 10, unaccounted: 4), origin: origin,
                sentAt: Timestamp(milliseconds: -1))
        ]

        try stands(leaf)
    }

    @Test func `consignments with a dispute have a version of their own`() throws {
        let missing = Consignment(
            from: farm, stock: Stock(amount: 10, unaccounted: 4), origin: origin,
            sentAt: Timestamp(milliseconds: 7))
        var leaf = ConsignmentsLeaf()
        leaf.advance = 3
        let without = leaf.encoded()
        leaf.disputed = [Dispute(missing: missing, until: Timestamp(milliseconds: 9))]
        let with = leaf.encoded()

        try stands(leaf)
        // [1, open, advance] as ever, and [2, open, advance, disputed].
        #expect(without == [0x83, 1, 0x80, 3])
        #expect(with.prefix(5) == [0x84, 2, 0x80, 3, 0x81])
    }

    @Test func `consignments that count as received have a version of their own`() throws {
        let consignment = Consignment(
            from: farm, stock: Stock(amount: 10, unaccounted: 4), origin: origin,
            sentAt: Timestamp(milliseconds: 7))
        var leaf = ConsignmentsLeaf()
        leaf.accepted = [Acceptance(consignment, at: Timestamp(milliseconds: 9))]

        try stands(leaf)
        #expect(leaf.accepted[0].amount == 10 && !leaf.isEmpty)
        // [4, open, advance, disputed, gaps, accepted]
        #expect(leaf.encoded().prefix(7) == [0x86, 4, 0x80, 0, 0x80, 0x80, 0x81])
    }

    /// Version, fields and list must agree: one leaf has one encoding.
    @Test(
        arguments: [
            [0x84, 1, 0x80, 3, 0x80], [0x83, 2, 0x80, 3], [0x84, 2, 0x80, 3, 0x80],
            [0x83, 3, 0x80, 3], [0x85, 3, 0x80, 3, 0x80, 0x80],
            [0x86, 4, 0x80, 3, 0x80, 0x80, 0x80], [0x85, 4, 0x80, 3, 0x80, 0x80],
        ] as [Bytes])
    func `another head of consignments is refused`(bytes: Bytes) {
        #expect(throws: CBORError.self) { try ConsignmentsLeaf(decoding: bytes) }
    }

    @Test(arguments: [Address.nobody, .member(MemberID("b")!), .party("/417/9521321000015")])
    func `an event with every posting`(address: Address) throws {
        let stock = Stock(amount: 10, unaccounted: 4)
        let taking = EventPosting.Taking(
            address: address,
            consignment: Consignment(
                from: farm, stock: stock, origin: origin, sentAt: Timestamp(milliseconds: 5)))
        let part = HarvestPart(plot: "/414/1", crop: apricot, season: 2026, mass: 5)
        var event = EventLeaf(
            place: origin, member: farm, meaning: .zero,
            postings: [
                .created(stock), .consumed(stock), .harvested(stock, [part]),
                .shipped(stock, to: address, settled: 3),
                .received([taking], advance: 6),
                .received([], advance: 6, gap: GapReference(origin, number: 3)),
                .receivedShort([taking], missing: taking, fate: .lost),
                .arrived(lot: "/01/1", .piece, [taking]),
                .receivedShort(
                    [], missing: taking, fate: .disputed(until: Timestamp(milliseconds: 8))),
            ])
        try stands(event)
        event.declarations = 1
        event.postings = nil

        try stands(event)
    }

    @Test func `a container on the road`() throws {
        var container = ContainerLeaf(holder: farm)
        container.items = [PackedItem(lot: "/01/09521321000010/10/A", unit: .milligram, amount: 5)]
        try stands(container)
        container.address = .nobody

        try stands(container)
    }

    @Test(arguments: [
        MassTally.nothing, .mixed(hasUnaccounted: true),
        .sum(.microlitre, Stock(amount: 4, unaccounted: 4)),
    ])
    func `a transformation`(tally: MassTally) throws {
        var leaf = TransformationLeaf()
        leaf.inputs = tally
        leaf.outputs = tally

        try stands(leaf)
        let first = leaf.encoded()
        leaf.conversion = ConversionTally(inputs: tally, outputs: tally)
        try stands(leaf)

        // [1, inputs, outputs] as ever, and [2, inputs, outputs, conversion].
        #expect(first.prefix(2) == [0x83, 1])
        #expect(leaf.encoded().prefix(2) == [0x84, 2])
        #expect(leaf.encoded().starts(with: [0x84, 2] + first.dropFirst(2)))
    }

    @Test func `a spent transaction`() throws {
        try stands(SpentTransactionLeaf(expiry: Timestamp(milliseconds: 1), previous: nil))
        try stands(SpentTransactionLeaf(expiry: Timestamp(milliseconds: 1), previous: .zero))
    }

    @Test func `the registry`() throws {
        let key = DemoKeys(seed: "leaves").key(.member, "farm-1").publicKey
        try stands(
            MemberLeaf(
                name: "Боғи Исфара", roles: [.processor, .farm],
                scope: MemberScope(companyPrefixes: ["488"]), parties: ["urn:tj:rma:0123"]))
        try stands(
            KeyLeaf(
                member: farm, key: MemberKey(key: key, holder: .gateway), from: .genesis,
                revokedAt: Height(3)))
        try stands(AdministratorsLeaf(Administrators(keys: [key]), lastNumber: 4))
    }

    @Test func `a stock cannot be more unaccounted than it is`() {
        var writer = CBORWriter()
        writer.array(count: 2)
        writer.signed(4)
        writer.signed(5)

        #expect(throws: CBORError.self) { try Stock(decoding: writer.output) }
    }

    @Test func `a taken part has its share of what is unaccounted, rounded up`() {
        var stock = Stock(amount: 10, unaccounted: 3)

        let taken = stock.take(4)

        #expect(taken == Stock(amount: 4, unaccounted: 2))
        #expect(stock == Stock(amount: 6, unaccounted: 1))
    }

    @Test func `the share of the largest amounts does not overflow`() {
        var stock = Stock(amount: .max, unaccounted: .max - 1)

        #expect(stock.take(.max - 1) == Stock(amount: .max - 1, unaccounted: .max - 2 + 1))
        #expect(stock == Stock(amount: 1, unaccounted: 0))
    }
}

/// One encoding, which decodes to the leaf; no beginning of it does, and nothing longer.
func stands<Leaf: CBORCodable & Equatable>(_ leaf: Leaf) throws {
    let bytes = leaf.encoded()

    #expect(try Leaf(decoding: bytes) == leaf)
    for length in bytes.indices {
        #expect(throws: CBORError.self) { try Leaf(decoding: Array(bytes[..<length])) }
    }
    #expect(throws: CBORError.self) { try Leaf(decoding: bytes + [0]) }
}
