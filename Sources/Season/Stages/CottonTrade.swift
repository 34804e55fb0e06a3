import EPCIS

/// Cotton of Khatlon: picked by hand in September and October, ginned into lint and seed, the lint
/// pressed into bales of about 200 kg.
struct CottonTrade {
    let year: Int
    let members: SeasonMembers
    var draw: SeededGenerator
    private var bales = 0

    init(year: Int, members: SeasonMembers, draw: SeededGenerator) {
        self.year = year
        self.members = members
        self.draw = draw
    }

    mutating func trade(laboratory: inout Laboratory, in book: inout SeasonBook) {
        let delivered = members.cottonFarms.flatMap { harvest($0, in: &book) }
            .sorted { $0.ready < $1.ready }
        for (index, load) in delivered.chunked(by: 12_000_000).enumerated() {
            let lint = gin(load, number: index + 1, in: &book)
            _ = laboratory.test(lint, at: members.gin, panel: .lint, in: &book)
        }
    }

    private mutating func harvest(_ farm: SeasonMember, in book: inout SeasonBook) -> [Stock] {
        let item = TradeItem.bulk(.seedCotton, of: farm.company, number: 1)
        let ares = draw.measurement(in: 800...1_600)
        book.describe(item, of: farm)
        book.describe(
            .init(
                part: "F1", name: .init("Пахтазори 1", "Поле 1", "Field 1"), ares: ares,
                crop: .seedCotton),
            of: farm)
        let pickings = draw.number(in: 4...6)
        var day = (CivilDay(year: year, month: 9, day: 8) ?? CivilDay(number: 0))
            .later(days: draw.number(in: 0...8))
        return (1...pickings).map { picking in
            let grams = ares * draw.measurement(in: 17_000...25_000) / pickings / 1_000 * 1_000
            let lot = Identifier.lot(item, lot: day.compactText + "-" + padded(picking))
            let ready = LocalMoment(day, hour: 16, minute: draw.number(in: 0...59))
            record(grams, of: lot, on: day, by: farm, in: &book)
            let stock = Stock(item: item, lot: lot, amount: grams, ready: ready)
            deliver(stock, from: farm, in: &book)
            day = day.later(days: draw.number(in: 7...10))
            return stock
        }
    }

    private func record(
        _ grams: Int, of lot: Identifier, on day: CivilDay, by farm: SeasonMember,
        in book: inout SeasonBook
    ) {
        var event = EventDraft(
            what: .object(action: .add, things: [], amounts: [.grams(grams, of: lot)]),
            time: LocalMoment(day, hour: 12), bizStep: AgriVocabulary.harvesting,
            disposition: "active", readPoint: farm.part("F1"), location: farm.site)
        event.ilmd = [
            ("cbvmda:harvestStartDate", .string(day.text)),
            ("cbvmda:harvestEndDate", .string(day.text)),
            ("cbvmda:countryOfOrigin", .string("TJ")),
            ("agri:variety", LocalizedText("Ҳосилот", "Хосилот", "Hosilot").languageMap),
            ("agri:plot", .string(farm.part("F1").text(farm.spelling))),
        ]
        book.record(event, by: farm, in: .harvest)
    }

    private mutating func deliver(
        _ stock: Stock, from farm: SeasonMember, in book: inout SeasonBook
    ) {
        let load = HandingOver(
            goods: [stock], from: farm, to: members.gin,
            waybill: "B-\(stock.ready.day.compactText)")
        book.record(load.shipping(at: stock.ready), by: farm, in: .harvest)
        let moisture = SensorReading(
            type: "Dimensionless", tenths: draw.measurement(in: 75...120), uom: "P1")
        book.record(
            load.receiving(
                at: stock.ready.later(minutes: draw.number(in: 60...200)), weighed: [moisture]),
            by: members.gin, in: .collection)
    }

    private mutating func gin(
        _ load: [Stock], number: Int, in book: inout SeasonBook
    ) -> Stock {
        let gin = members.gin
        let lintItem = TradeItem.bulk(.cottonLint, of: gin.company, number: 1)
        let seedItem = TradeItem.bulk(.cottonSeed, of: gin.company, number: 2)
        book.describe(lintItem, of: gin)
        book.describe(seedItem, of: gin)
        let mass = load.reduce(0) { $0 + $1.mass }
        let last = load.map(\.ready).max() ?? LocalMoment(seconds: 0)
        let time = LocalMoment(last.day.later(days: 2), hour: 8).later(minutes: number)
        let mark = "\(time.day.compactText)-\(padded(number, to: 3))"
        let lint = Stock(
            item: lintItem, lot: .lot(lintItem, lot: "L" + mark),
            amount: Conversion.ginningLint.yield(of: mass, draw: &draw),
            ready: time.later(minutes: 600))
        let seed = Stock(
            item: seedItem, lot: .lot(seedItem, lot: "C" + mark),
            amount: Conversion.ginningSeed.yield(of: mass, draw: &draw), ready: time)
        var event = EventDraft(
            what: .transformation(
                inputs: load.map(\.measured), outputs: [lint.measured, seed.measured]),
            time: time, bizStep: AgriVocabulary.ginning, disposition: "in_progress",
            readPoint: gin.site)
        event.ilmd = [("cbvmda:countryOfOrigin", .string("TJ"))]
        book.record(event, by: gin, in: .collection)
        press(lint, from: time.later(minutes: 60), in: &book)
        return lint
    }

    private mutating func press(
        _ lint: Stock, from time: LocalMoment, in book: inout SeasonBook
    ) {
        var masses: [Int] = []
        var left = lint.amount
        while true {
            let grams = draw.measurement(in: 190...210) * 1_000
            guard grams <= left else { break }
            masses.append(grams)
            left -= grams
        }
        let units = masses.indices.map {
            Identifier.logisticUnit(members.gin.company, extension: 2, serial: bales + $0 + 1)
        }
        bales += masses.count
        book.record(numbered(units, at: time, by: members.gin), by: members.gin, in: .collection)
        var time = time
        for (unit, grams) in zip(units, masses) {
            time = time.later(minutes: 7)
            book.record(
                EventDraft(
                    what: .aggregation(
                        action: .add, parent: unit, amounts: [.grams(grams, of: lint.lot)]),
                    time: time, bizStep: "packing", disposition: "container_closed",
                    readPoint: members.gin.site),
                by: members.gin, in: .collection)
        }
    }
}
