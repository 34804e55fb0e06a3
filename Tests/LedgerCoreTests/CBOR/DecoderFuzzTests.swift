import LedgerCore
import Testing

/// Every decoder meets damaged bytes: it throws, or what it read encodes to just those bytes.
@Suite struct DecoderFuzzTests {
    @Test func `no decoder traps, and none reads two spellings of one value`() throws {
        let (set, keys) = try Fixtures.validators(4)
        let block = try Fixtures.block(set: set)
        let place = AgreementPlace(
            chain: Fixtures.chain, validatorSetHash: set.hash, height: .first, round: .zero)
        let votes = keys.map {
            SignedMessage(
                signing: .precommit(Precommit(place: place, blockID: block.id)), with: $0)
        }
        let certificate = CommitCertificate(
            height: .first, round: .zero, blockID: block.id,
            signatures: QuorumSignatures(of: votes, in: set))
        let refusal = Refusal(code: "a.b", place: "/c", details: [OutcomeDetail("d", "e")])

        try fuzz(DecidedBlock(block: block, certificate: certificate), rounds: 300)
        try fuzz(block.header, rounds: 2_000)
        try fuzz(block.body.transactions[0], rounds: 2_000)
        try fuzz(certificate, rounds: 2_000)
        try fuzz(
            RoundCertificate(height: .first, round: Round(1), votes: votes), rounds: 500)
        try fuzz(set, rounds: 500)
        try fuzz(Outcome(.refused(refusal), events: [.done, .refused(refusal)]), rounds: 2_000)
    }

    @Test func `nor does one of what the ledger keeps on its validators`() throws {
        let (set, keys) = try Fixtures.validators(4)
        let demo = DemoKeys(seed: "fuzz")
        let records = ["a", "b"].map { demo.validator(Fixtures.member($0), address: "http://a") }
        let place = AgreementPlace(
            chain: Fixtures.chain, validatorSetHash: set.hash, height: .first, round: .zero)
        let votes = [BlockID(Digest(hashing: [1])), nil].map { block in
            SignedMessage(
                signing: .prevote(Prevote(place: place, validRound: nil, blockID: block)),
                with: keys[0])
        }

        try fuzz(Evidence.duplicateVote(votes[0], votes[1]), rounds: 2_000)
        try fuzz(
            #require(ValidatorsLeaf(number: 1, from: Height(2), validators: records)),
            rounds: 2_000)
        try fuzz(
            ValidatorCandidate(
                records[0], on: Fixtures.chain, consensus: keys[0], log: keys[1],
                cosigner: keys[2], transport: keys[0]), rounds: 2_000)
        try fuzz(
            RulesLeaf(next: RulesLeaf.Change(version: RuleVersion(2), from: Height(9))),
            rounds: 500)
    }

    @Test func `nor does one of what limits land, places and exports`() throws {
        let country = CountryCode("TJ")!
        let corners = [(687_800_000, 385_300_000), (-5, 0), (7, -900_000_000)].map {
            GeoPoint(longitude: $0.0, latitude: $0.1)
        }
        var cell = PlotCellLeaf()
        for plot in ["/414/1", "/414/2"] { cell.insert(plot) }
        let crop = CommodityCode("080910")!

        try fuzz(
            PlotLeaf(
                owner: Fixtures.member("farm"), crop: crop, squareMetres: 9,
                ring: PlotRing(corners)), rounds: 2_000)
        try fuzz(cell, rounds: 1_000)
        try fuzz(
            RulePack(
                ceilings: [CropCeiling(crop: crop, gramsPerSquareMetre: 9)],
                territory: Territory(
                    country: country, southWest: corners[1], northEast: corners[0]),
                exports: [
                    ExportLine(goods: "08", to: country, .certificate(.origin)),
                    ExportLine(to: country, .residue(of: "x", most: 9)),
                ]), rounds: 2_000)
        try fuzz(
            FacilityLeaf(holder: Fixtures.member("works"), kind: "store", capacity: 9),
            rounds: 1_000)
        try fuzz(FacilityUseLeaf(facility: "/414/1", day: -1, made: 9), rounds: 1_000)
        try fuzz(
            CertificateLeaf(
                kind: .test, holder: nil, goods: ["/01/1/10/A"], allowance: nil,
                validFrom: Timestamp(milliseconds: 0), validUntil: Timestamp(milliseconds: 1),
                result: .passed, residues: [Residue(of: "x", 9)]), rounds: 2_000)
    }

    @Test func `nor does one of what is missing, and of loads on their way`() throws {
        let place = EventReference(height: Height(7), transaction: 2, event: 9)
        var rests = GapAmounts(3, of: GapReference(place, number: 0))
        rests.add(2, of: GapReference(place, number: 1))
        var gap = GapLeaf(
            lot: "L", unit: .milligram, total: 9, until: Timestamp(milliseconds: 7), closes: true)
        gap.covered = 4
        gap.claimed = 3
        gap.rests = rests
        var account = AccountLeaf()
        account.debt = 5
        account.gaps = rests
        account.movedAt = Timestamp(milliseconds: 1_790_000_000_000)
        var road = ConsignmentsLeaf()
        road.advance = 6
        road.gaps = rests
        road.accepted = [
            Acceptance(
                Consignment(
                    from: MemberID("farm")!, stock: Stock(amount: 9, unaccounted: 1),
                    origin: EventReference(height: Height(3), transaction: 1, event: 0),
                    sentAt: Timestamp(milliseconds: 1)), at: Timestamp(milliseconds: 2))
        ]
        var shipment = ShipmentLeaf(carrier: .party("/417/1"), seals: ["S1", "S2"])
        shipment.found(["S3"])
        let line = LoadLine(
            lot: "/01/1", unit: .milligram, address: .nobody,
            origin: EventReference(height: Height(3), transaction: 1, event: 0))
        _ = shipment.list.append(line, max: 2)

        try fuzz(Stock(amount: 9, unaccounted: 6, rests: rests), rounds: 2_000)
        try fuzz(gap, rounds: 2_000)
        try fuzz(account, rounds: 2_000)
        try fuzz(road, rounds: 2_000)
        try fuzz(shipment, rounds: 2_000)
        try fuzz(
            LoadPageLeaf(Array(repeating: line, count: LoadList.pageLines)), rounds: 2_000)
    }

    @Test func `nor does one of a claim`() throws {
        let claim = GoodsClaim.certificate(
            CertificateReference(issuer: Fixtures.member("certifier"), number: "O1"))
        let account = ClaimAccount(
            holder: Fixtures.member("works"), place: "/414/1", claim: claim, product: "/01/1",
            unit: .milligram, period: Timestamp(milliseconds: 9))
        var transformation = TransformationLeaf()
        var tally = CustodyTally(model: .identityPreserved, claim: .kind(.organic))
        tally.name("/01/1/10/A", root: "/01/1/10/B")
        _ = tally.putIn(9, claimed: 9, .milligram)
        _ = tally.takeOut(4)
        transformation.custody = tally

        try fuzz(
            CustodyLeaf(model: .identityPreserved, claim: claim, root: "/01/1/10/B"),
            rounds: 2_000)
        try fuzz(ClaimAccountLeaf(credited: 9, used: 4), rounds: 2_000)
        try fuzz(account, rounds: 2_000)
        try fuzz(transformation, rounds: 3_000)
        try fuzz(CertificatePosting.credited(account, amount: 5), rounds: 2_000)
    }

    @Test func `nor does one of where goods came from`() throws {
        let place = EventReference(height: Height(7), transaction: 2, event: 9)
        let uzbekistan = try #require(CountryCode("UZ"))
        let parts: [(Int64, GoodsOrigin)] = [
            (5, .grown(nil)), (7, .imported(uzbekistan)), (2, .declared), (1, .unknown),
            (3, .other),
        ]
        let amounts = try parts.reduce(OriginAmounts.none) { sum, part in
            try #require(sum.adding(OriginAmounts(part.0, of: part.1)))
        }
        var tally = OriginTally()
        _ = tally.putIn(amounts, .milligram)
        _ = tally.takeOut(4, .milligram)
        var transformation = TransformationLeaf()
        transformation.origins = tally
        let terms = ImportDeclarationLeaf.Terms(
            unit: .milligram, amount: 20, country: uzbekistan, post: "Dusti", duty: .exempt)
        var road = ConsignmentsLeaf()
        road.open = [
            Consignment(
                from: Fixtures.member("farm"), stock: Stock(amount: 9, unaccounted: 0),
                origin: place, sentAt: Timestamp(milliseconds: 5), leftFor: uzbekistan)
        ]

        try fuzz(OriginsLeaf(made: amounts, left: amounts), rounds: 3_000)
        try fuzz(transformation, rounds: 3_000)
        try fuzz(
            ImportDeclarationLeaf(member: Fixtures.member("importer"), terms: terms, left: 7),
            rounds: 2_000)
        try fuzz(road, rounds: 2_000)
        try fuzz(
            EventLeaf(
                place: place, member: Fixtures.member("farm"), meaning: .zero,
                postings: [.created(Stock(amount: 18, unaccounted: 0))],
                certificates: [.imported(declaration: "D", amount: 3)], origins: [amounts]),
            rounds: 3_000)
    }

    @Test func `nor does one of delegations, and of certificates that were revoked`() throws {
        let place = EventReference(height: Height(7), transaction: 2, event: 9)
        let terms = DelegationTerms(
            validUntil: Timestamp(milliseconds: 7), kinds: [.ship, .harvest],
            places: ["/414/1", "/414/2"], goods: ["/01/1"])

        try fuzz(
            DelegationLeaf(confirmedAt: place, terms: terms, withdrawnFrom: Height(9)),
            rounds: 2_000)
        var certificate = CertificateLeaf(
            kind: .origin, holder: nil, goods: ["/01/1/10/A"], allowance: nil,
            validFrom: Timestamp(milliseconds: 0), validUntil: Timestamp(milliseconds: 1))
        certificate.revoke(from: Height(9), reason: "closed")
        try fuzz(certificate, rounds: 2_000)
        try fuzz(StandInLeaf.recorded(by: Fixtures.member("coop")), rounds: 1_000)
    }

    private func fuzz(_ value: some CBORCodable & Equatable, rounds: Int) throws {
        let sound = value.encoded()
        var random = SeededRandom(seed: 7)
        #expect(try type(of: value).init(decoding: sound) == value)
        for _ in 0..<rounds {
            let damaged = damage(sound, with: &random)
            guard let read = try? type(of: value).init(decoding: damaged) else { continue }
            #expect(read.encoded() == damaged)
        }
    }

    private func damage(_ sound: Bytes, with random: inout SeededRandom) -> Bytes {
        var damaged = sound
        switch random.next(below: 4) {
        case 0: damaged.removeLast(1 + random.next(below: damaged.count))
        case 1:
            damaged.insert(UInt8(random.next(below: 256)), at: random.next(below: damaged.count))
        default:
            for _ in 0...random.next(below: 3) {
                damaged[random.next(below: damaged.count)] = UInt8(random.next(below: 256))
            }
        }
        return damaged
    }
}
