import LedgerCore
import Testing
import Traceability

/// Sentences for people.
struct RuleCodeTests {
    private static let lot = "/01/04880001123457/10/A1"
    private static let farm = World.id("farm")
    private static let key = World.administrator(0).id

    private static let certificate = CertificateReference(issuer: farm, number: "P1")

    private static func terms(_ country: String) -> ImportDeclarationLeaf.Terms {
        ImportDeclarationLeaf.Terms(
            unit: .milligram, amount: 3_000_000, country: CountryCode(country)!, post: "Dusti",
            duty: .paid)
    }
    private static let delegation = DelegationReference(
        principal: farm, delegate: World.id("coop"))

    private static let account = ClaimAccount(
        holder: farm, place: "", claim: .kind(.organic), product: "/01/04880001123457",
        unit: .milligram, period: Timestamp(milliseconds: 0))

    private static let departure = Departure(
        lot: lot, commodity: CommodityCode("080910"), destination: CountryCode("RU")!)

    /// One refusal of every rule.
    private static let refusals: [RuleRefusal] = [
        .unknownContentType("text/plain"), .notInterpreted, .notGovernance(reason: "truncated"),
        .contentTooLarge(bytes: 5, max: 4), .tooManyEvents(count: 5, max: 4),
        .wrongChain(signed: ChainID(.zero), expected: ChainID(.zero)),
        .expired(expiry: Timestamp(milliseconds: 0), blockTime: Timestamp(milliseconds: 1)),
        .expiryTooFar(expiry: Timestamp(milliseconds: 1), latest: Timestamp(milliseconds: 0)),
        .badSignature(key), .replayed, .memberUnknown(farm), .memberSuspended(farm),
        .keyUnknown(key, of: farm), .keyRevoked(key, at: .first),
        .roleMissing(farm, needs: [.farm, .collector]),
        .fromFuture(
            eventTime: Timestamp(milliseconds: 9), blockTime: Timestamp(milliseconds: 1),
            toleranceMilliseconds: 2),
        .duplicate(event: "urn:uuid:1", height: .first), .unknownEvent("urn:uuid:1"),
        .foreignMember(farm), .differs, .notSupported,
        .alreadySpent(lot: lot, available: 1, asked: 2, unit: .milligram),
        .foreignPrefix(lot: lot, member: farm, scope: .nothing),
        .foreignCreator(lot: lot, creator: farm), .alreadyCreated(lot: lot),
        .unitMismatch(lot: lot, expected: .milligram, found: .piece),
        .failedTest(lot: lot, certificate),
        .moreThanInput(lot: lot, available: 1, asked: 2, unit: .milligram),
        .overdrawn(lot: lot, holder: farm, available: 1, asked: 2, unit: .milligram),
        .aboveCeiling(
            lot: lot,
            HarvestPart(
                plot: "/414/1", crop: CommodityCode("080910")!, season: 2026, mass: 2_000_000),
            harvested: 3_000_000, ceiling: 4_000_000, squareMetres: 5),
        .plotShares(reason: "one is named twice"), .unknownPlot("/414/1"),
        .foreignPlot("/414/1", owner: farm),
        .otherCrop(
            lot: lot, CommodityCode("081310")!, plot: "/414/1", crop: CommodityCode("080910")!),
        .outlineUnsound(plot: "/414/1", reason: "it turns back on itself after corner 1"),
        .swappedCoordinates(
            plot: "/414/1", GeoPoint(longitude: 385_000_000, latitude: 685_000_000),
            CountryCode("TJ")!),
        .outsideTerritory(
            plot: "/414/1", GeoPoint(longitude: -5, latitude: 0), CountryCode("TJ")!),
        .areaDiffers(plot: "/414/1", declared: 5, measured: 6, thousandths: 50),
        .overlaps(plot: "/414/1", other: "/414/2", overlap: 7, allowed: 1),
        .outOfRange(
            lot: lot,
            Yield(
                inputs: [CommodityCode("080910")!], output: CommodityCode("081310")!,
                massIn: 1_000_000, massOut: 2_000_000, least: 3_000_000, most: 4_000_000)),
        .wayIn(.importUnreadable(reason: "its number is named in 1 to 64 bytes")),
        .wayIn(.foreignDeclaration("TJ-26-1/1", of: farm)),
        .wayIn(.declarationDiffers("TJ-26-1/1", recorded: terms("UZ"), found: terms("KG"))),
        .wayIn(
            .importOverdrawn("TJ-26-1/1", available: 1, asked: 2, unit: .milligram)),
        .wayIn(.notLeft(lot: lot, available: 1, asked: 2, unit: .milligram)),
        .wayIn(.openingUnreadable(reason: "it is said twice")),
        .wayIn(
            .openingTooLate(
                farm, first: Timestamp(milliseconds: 0), until: Timestamp(milliseconds: 9))),
        .wayIn(.openingRecorded(lot: lot)),
        .dryMatter(lot: lot, input: 3_000_000, output: 1_000_000, asked: 2_500_000),
        .moistureUnreadable(reason: "it is said twice"),
        .overCapacity(
            facility: "/414/1", held: 1_000_000, asked: 3_000_000, capacity: 2_000_000),
        .overThroughput(
            facility: "/414/1", day: 20_000, made: 1_000_000, asked: 3_000_000,
            throughput: 2_000_000),
        .exportUnreadable(reason: "it is said twice"),
        .embargo(departure, until: nil),
        .exportCertificate(departure, .phytosanitary),
        .exportResidue(departure, substance: "chlorpyrifos", found: 20, most: 10),
        .certificateUnreadable(reason: "it is said twice"),
        .certificateKnown(certificate), .certificateUnknown(certificate),
        .certificateExpired(
            certificate, validFrom: Timestamp(milliseconds: 0),
            validUntil: Timestamp(milliseconds: 1), at: Timestamp(milliseconds: 2)),
        .certificateRevoked(certificate, from: Height(3)),
        .certificateScope(certificate, lot: lot, reason: "it is for other goods"),
        .certificateUnaccounted(lot: lot, unaccounted: 1, asked: 2, unit: .milligram),
        .certificateOverdrawn(certificate, available: 1, asked: 2, unit: .milligram),
        .delegationUnreadable(reason: "its delegate is a member id"),
        .delegationMissing(delegation, withdrawn: .first),
        .delegationExpired(
            delegation, until: Timestamp(milliseconds: 0), at: Timestamp(milliseconds: 1)),
        .delegationOwnWord(delegation),
        .delegationScope(delegation, reason: "it is for harvest, and this is ship"),
        .custody(.unreadable(reason: "it is said twice")),
        .custody(.certificateMissing(.certificate(certificate), lot: lot)),
        .custody(
            .lotDiffers(
                lot: lot, recorded: nil,
                said: CustodyLeaf(
                    model: .identityPreserved, claim: .kind(.organic), root: "/01/1/10/A"))),
        .custody(
            .transformationDiffers("urn:t", recorded: "no claim", said: "organic (segregated)")),
        .custody(.tooWeak(lot: lot, recorded: nil, .segregated, .kind(.organic))),
        .custody(.severalInputs(first: lot, other: "/01/04880001123457/10/A2")),
        .custody(.otherProduct(lot: lot, product: "080810", first: "080910")),
        .custody(.unaccounted(lot: lot, unaccounted: 1, asked: 2, unit: .milligram)),
        .custody(.unmeasured(lot: lot, unit: .piece)),
        .custody(.moreThanInput(lot: lot, available: 1, asked: 2, unit: .milligram)),
        .custody(.overdrawn(account, available: 1, asked: 2)),
        .custody(.creditSpent(account, available: 1, asked: 2)),
        .tooLarge, .unknownUnit("XYZ"),
        .consignmentNotFound(lot: lot, holder: farm, available: 1, asked: 2, unit: .milligram),
        .tooManyConsignments(lot: lot, open: 256),
        .shipmentUnreadable(reason: "a seal is named twice"), .shipmentUnknown(document: "D1"),
        .notCarrier(document: "D1", carrier: .member(farm)),
        .sealsDiffer(document: "D1", recorded: ["S1", "S2"], found: []),
        .tooManyLines(document: "D1", max: 1024), .nothingDue(document: "D1", receiver: farm),
        .movedSince(
            lot: lot, moved: Timestamp(milliseconds: 2), counted: Timestamp(milliseconds: 1)),
        .surplus(lot: lot, counted: 3, booked: 2, tolerance: 0, unit: .milligram),
        .unexplained(lot: lot, counted: 1, booked: 2, tolerance: 0, unit: .milligram),
        .foreignHolder(container: lot, holder: farm), .onTheRoad(container: lot),
        .notInside(container: lot, lot: lot, available: 1, asked: 2, unit: .piece),
        .containerTooLarge(container: lot, max: 1), .containerTooDeep(container: lot, max: 8),
        .quorumMissing(have: 1, need: 2), .wrongNumber(found: 1, expected: 2),
        .badApproval(key), .unknownSubject("x"), .partyTaken("/417/1", by: farm),
        .keyTaken(key, by: farm), .keyInUse(key, use: "the log of node-1"),
        .notEvidence(reason: "truncated"),
        .proposalExpired(
            validUntil: Timestamp(milliseconds: 0), blockTime: Timestamp(milliseconds: 1)),
        .parameterOutOfRange("captureEventsMax", value: 0, range: 1...100_000),
        .validatorKnown(farm), .possessionUnproven(key, of: farm),
        .validatorCount(31, max: 30), .tooManyValidatorChanges(2, max: 1),
        .ruleHeightPassed(from: .first, earliest: Height(2)),
        .ruleVersionOld(.first, inForce: RuleVersion(2)),
        .evidenceAhead(height: Height(2), latest: .first),
        .evidenceRecorded(farm, height: .first), .evidenceNotProven(height: .first),
    ]

    @Test func `there is a refusal for every code`() {
        #expect(
            Set(RuleCodeTests.refusals.map(\.code)) == Set(RuleCode.allCases))
    }

    @Test(arguments: refusals)
    func `a sentence finds all its values in the refusal`(refusal: RuleRefusal) {
        let sentence = refusal.code.sentence(refusal.details)

        #expect(!sentence.contains("?") && !sentence.contains("{") && sentence.hasSuffix("."))
        for detail in refusal.details { #expect(sentence.contains(detail.value)) }
    }

    @Test func `an overdrawn lot is told with its numbers`() {
        let refusal = RuleRefusal.overdrawn(
            lot: "/01/04880001123457/10/A1", holder: World.id("farm"), available: 1_200_500_000,
            asked: 2_000_000_000, unit: .milligram)

        #expect(
            refusal.code.sentence(refusal.details)
                == "farm has 1200.5 kg of /01/04880001123457/10/A1 and this takes 2000 kg; record "
                + "first how it got the rest, or take no more than 1200.5 kg.")
    }

    @Test(arguments: [
        (Int64(0), "0 kg"), (1, "0.000001 kg"), (1_000_000, "1 kg"), (1_500_000, "1.5 kg"),
        (.max, "9223372036854.775807 kg"), (-2_500_000, "-2.5 kg"),
    ])
    func `amounts are spoken exactly`(amount: Int64, text: String) {
        #expect(SmallestUnit.milligram.spoken(amount) == text)
    }

    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_790_000_000_123, "2026-09-21T14:13:20.123Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (.max, "9223372036854775807 ms"), (.min, "-9223372036854775808 ms"),
    ])
    func `moments are spelled as RFC 3339 says`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).iso8601 == text)
    }
}
