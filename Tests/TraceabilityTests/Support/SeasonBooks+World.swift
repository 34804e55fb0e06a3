import LedgerCore
import Testing
import Traceability

/// The world of a random season, and what the naive ledger knows of it.
extension SeasonBooks {
    /// What a square metre bears, in grams.
    static let ceiling: UInt64 = 100
    static let acceptance = AcceptanceRules(
        afterMilliseconds: 48 * World.hour, keptMilliseconds: 30 * 24 * World.hour)

    private static let opening = 4 * 24 * World.hour
    private static let yields: (least: UInt64, most: UInt64) = (100, 360)
    private static let embargoFrom = EventText.time.milliseconds + 10 * 24 * World.hour

    /// Books under a version, with land that bears just what honest entries took of it; and from version 3
    /// on limits of places and borders, where the season draws them.
    static func make(
        _ version: RuleVersion, _ generator: SeasonGenerator, isLimited: Bool = false
    ) throws -> (SeasonBooks, NaiveLedger) {
        var books = SeasonBooks(world: try World(members: SeasonMembers.genesis))
        var naive = NaiveLedger()
        guard version != .first else { return (books, naive) }
        if version >= RuleVersion(3) { naive.lateMilliseconds = GapRules().lateMilliseconds }
        if version >= RuleVersion(4) { books.hasten(version, &naive) }
        let dock = DockRules()
        naive.dock = (dock.toleranceThousandths, dock.disputeMilliseconds)
        naive.multiplies = false
        naive.certificates = [:]
        naive.ceiling = Int64(ceiling) * 1_000
        naive.yields = (Int64(yields.least), Int64(yields.most))
        try books.world.adopt(version)
        // Rules hold from the next block on, and outlines with them.
        try books.world.commit([])
        try books.registerProducts()
        let hasOutlines = version >= RuleVersion(3)
        if hasOutlines { naive.survey() }
        try books.limit(naive.territory, isLimited: isLimited, &naive)
        for (name, plot) in generator.land(isSurveyed: hasOutlines) {
            naive.plots[name] = plot
            try books.world.govern([.setPlot(EventText.key(name), plot.leaf)])
        }
        if isLimited { try books.registerFacilities(&naive) }
        if version >= RuleVersion(5) { try books.certifyClaims(&naive) }
        return (books, naive)
    }

    /// Sooner than by the rules, so that times end in a season, and goods are due while they are moved.
    private mutating func hasten(_ version: RuleVersion, _ naive: inout NaiveLedger) {
        var rules = Self.rules(version).accepting(Self.acceptance)
        rules.ways = WayRules(openingMilliseconds: Self.opening)
        world.book = RuleBook([.first: Rules(), version: rules])
        // As long a season with more entries: a receipt comes while its acceptance is kept.
        step = version < RuleVersion(5) ? World.hour * 3 / 2 : World.hour
        naive.acceptance = (Self.acceptance.afterMilliseconds, Self.acceptance.keptMilliseconds)
        naive.ways.areFollowed = true
        naive.ways.opening = Self.opening
    }

    private mutating func registerProducts() throws {
        for member in SeasonMembers.names {
            let prefix = SeasonMembers.prefix(of: member)
            for (item, commodity) in [
                (SeasonGoods.fresh, SeasonGoods.crop), (SeasonGoods.dried, SeasonGoods.driedCrop),
            ] {
                try world.describe(EventText.lot("L", of: prefix, item: item), commodity)
            }
        }
    }

    private mutating func limit(
        _ territory: NaiveTerritory?, isLimited: Bool, _ naive: inout NaiveLedger
    ) throws {
        let crop = try #require(CommodityCode(SeasonGoods.crop))
        let dried = try #require(CommodityCode(SeasonGoods.driedCrop))
        let exports = isLimited ? try demands(&naive) : []
        let pack = RulePack(
            ceilings: [
                CropCeiling(crop: crop, gramsPerSquareMetre: Self.ceiling, firstMonth: 9)
            ],
            yields: [
                YieldRange(
                    of: dried, from: crop, least: Self.yields.least, most: Self.yields.most)
            ],
            territory: try territory.map { try $0.leaf() }, exports: exports)
        try world.govern([.setRulePack(pack, from: world.height.next.next)])
        // It is in force when plots are judged by its territory.
        try world.commit([])
    }

    /// An embargo from a day of the season on, a certificate, a residue, and an embargo by origin.
    private func demands(_ naive: inout NaiveLedger) throws -> [ExportLine] {
        let from = Self.embargoFrom
        naive.asksDryMatter = true
        naive.lines = [
            .init(isDried: true, country: "RU", from: from, demand: .embargo),
            .init(isDried: false, country: "KZ", demand: .originCertificate),
            .init(country: "DE", demand: .residue(10)),
            .init(country: "LV", origin: "UZ", demand: .embargo),
        ]
        func country(_ code: String) throws -> CountryCode { try #require(CountryCode(code)) }
        return [
            ExportLine(
                goods: "0813", to: try country("RU"), from: Timestamp(milliseconds: from),
                .embargo),
            ExportLine(goods: "0809", to: try country("KZ"), .certificate(.origin)),
            ExportLine(
                to: try country("DE"), .residue(of: SeasonGoods.pesticide, most: 10)),
            ExportLine(to: try country("LV"), origin: try country("UZ"), .embargo),
        ]
    }

    private mutating func registerFacilities(_ naive: inout NaiveLedger) throws {
        for (index, member) in SeasonMembers.names.enumerated() where index % 2 == 0 {
            let places = SeasonMembers.facilities(of: member)
            naive.facilities[places[0]] = NaiveLedger.Facility(
                holder: member, throughput: 60_000_000)
            naive.facilities[places[1]] = NaiveLedger.Facility(
                holder: member, capacity: 1_000_000_000)
            for place in places {
                let facility = try #require(naive.facilities[place])
                let leaf = FacilityLeaf(
                    holder: World.id(member), kind: "shed", capacity: facility.capacity,
                    throughput: facility.throughput)
                try world.govern([.setFacility(EventText.key(place), leaf)])
            }
        }
    }
}

extension NaiveLedger {
    fileprivate mutating func survey() {
        let degree = NaiveField.degree
        territory = NaiveTerritory(
            country: "TJ", west: 67 * degree, south: 36 * degree, east: 76 * degree,
            north: 42 * degree)
    }
}

extension NaiveTerritory {
    fileprivate func leaf() throws -> Territory {
        Territory(
            country: try #require(CountryCode(country)),
            southWest: GeoPoint(longitude: west, latitude: south),
            northEast: GeoPoint(longitude: east, latitude: north), needsOutlines: true)
    }
}

extension NaivePlot {
    var leaf: PlotLeaf {
        guard let crop = CommodityCode(SeasonGoods.crop) else {
            preconditionFailure("\(SeasonGoods.crop) has six digits")
        }
        return PlotLeaf(
            owner: World.id(owner), crop: crop, squareMetres: area,
            ring: field.map { PlotRing($0.corners) })
    }
}
