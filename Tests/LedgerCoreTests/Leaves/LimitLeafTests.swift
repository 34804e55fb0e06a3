import LedgerCore
import Testing

/// Leaves of what version 3 of the rules limits: each has one encoding, and says nothing new in the bytes
/// of before.
struct LimitLeafTests {
    private let farm = MemberID("farm")!
    private let apricot = CommodityCode("080910")!

    @Test func `a plot with corners, and the square it is found by`() throws {
        let corners = [(-1, 2), (3, -4), (1_800_000_000, 900_000_000)].map {
            GeoPoint(longitude: $0.0, latitude: $0.1)
        }
        var leaf = PlotCellLeaf()
        try stands(leaf)
        for plot in ["b", "a", "c", "b"] { leaf.insert(plot) }

        try stands(
            PlotLeaf(owner: farm, crop: apricot, squareMetres: 1, ring: PlotRing(corners)))
        try stands(leaf)
        #expect(leaf.plots == ["a", "b", "c"])
        for points in [
            Array(corners.dropLast()),
            corners.dropLast() + [GeoPoint(longitude: 0, latitude: 900_000_001)],
            Array(repeating: corners[0], count: 257),
        ] {
            #expect(throws: CBORError.self) { try PlotRing(decoding: PlotRing(points).encoded()) }
        }
    }

    @Test func `a rule pack with a territory; without one it has the bytes it had`() throws {
        let territory = Territory(
            country: CountryCode("TJ")!, southWest: GeoPoint(longitude: -1, latitude: -2),
            northEast: GeoPoint(longitude: 3, latitude: 4))
        try stands(RulePack(territory: territory))
        try stands(
            Territory(
                country: territory.country, southWest: territory.southWest,
                northEast: territory.northEast, needsOutlines: true))

        #expect(RulePack().encoded() == [0x83, 1, 0x80, 0x80])
        #expect(territory.contains(GeoPoint(longitude: 3, latitude: -2)))
        #expect(!territory.contains(GeoPoint(longitude: 4, latitude: 0)))
        #expect(CountryCode("tj") == nil && CountryCode("TJK") == nil)
    }

    @Test func `a rule pack with lines about exports, in their order`() throws {
        let russia = CountryCode("RU")!
        let lines = [
            ExportLine(
                goods: "0809", to: russia, origin: CountryCode("TJ")!,
                from: Timestamp(milliseconds: -1), until: Timestamp(milliseconds: 9), .embargo),
            ExportLine(to: russia, .certificate(.phytosanitary)),
            ExportLine(goods: "080910", to: russia, .residue(of: "chlorpyrifos", most: 10)),
        ]
        try stands(RulePack(exports: lines))
        try stands(
            RulePack(
                territory: Territory(
                    country: russia, southWest: GeoPoint(longitude: 1, latitude: 2),
                    northEast: GeoPoint(longitude: 3, latitude: 4)), exports: lines))

        for bytes: Bytes in [
            [0x84, 2, 0x80, 0x80, 0xF6], [0x85, 3, 0x80, 0x80, 0xF6, 0x80],
        ] {
            #expect(throws: CBORError.self) { try RulePack(decoding: bytes) }
        }
        #expect(throws: CBORError.self) {
            try ExportLine(decoding: ExportLine(goods: "08a", to: russia, .embargo).encoded())
        }
        #expect(
            [-2, -1, 9, 10].map { lines[0].holds(at: Timestamp(milliseconds: $0)) }
                == [false, true, true, false])
    }

    @Test func `a facility, what lies there, and what an event did`() throws {
        try stands(FacilityLeaf(holder: farm, kind: "store"))
        try stands(FacilityLeaf(holder: farm, kind: "works", capacity: 0, throughput: .max))
        try stands(MassLeaf(mass: .max))
        try stands(
            FacilityUseLeaf(facility: "/414/1", day: -1, made: 1, came: 2, went: .max))
    }

    @Test func `what a test measured, in the order of substances`() throws {
        let leaf = CertificateLeaf(
            kind: .test, holder: nil, goods: ["/01/1/10/A"], allowance: nil,
            validFrom: Timestamp(milliseconds: 0), validUntil: Timestamp(milliseconds: 1),
            result: .passed)
        let measured = leaf.measuring([Residue(of: "b", 1), Residue(of: "a", .max)])
        try stands(measured)
        var bytes = leaf.encoded()
        bytes[0] += 1
        bytes[1] += 1
        bytes.append(0x80)

        #expect(measured.residues.map(\.substance) == ["a", "b"])
        #expect(leaf.measuring([]) == leaf)
        #expect(throws: CBORError.self) { try CertificateLeaf(decoding: bytes) }
    }

    @Test func `a tally has dry matter once moisture was measured`() throws {
        var tally = ConversionTally()
        let before = tally.encoded()
        try stands(tally)
        tally.dryMatter = DryMatterTally(massIn: 1, massOut: 2, hasUnmeasuredInput: true)
        try stands(tally)

        #expect(before[0] == 0x87 && tally.encoded()[0] == 0x88)
    }
}
