import EPCIS

/// Early onions of Khatlon: lifted in May, cured, bagged in nets of 30 kg, sold to Almaty and
/// Novosibirsk.
struct OnionTrade {
    let year: Int
    let members: SeasonMembers
    var draw: SeededGenerator

    mutating func trade(
        laboratory: inout Laboratory, export: inout Export, in book: inout SeasonBook
    ) {
        var loads: [[Stock]] = [[], []]
        for farm in members.onionFarms {
            for delivery in harvest(farm, in: &book) {
                var bagged = store(delivery, from: farm, in: &book)
                let verdict = laboratory.test(
                    bagged, at: members.onionPacker, panel: .vegetables, in: &book)
                bagged.ready = verdict.reported
                if verdict.conformant { loads[draw.number(in: 0...1)].append(bagged) }
            }
        }
        for (goods, way) in zip(loads, [(members.importers[0], 4), (members.importers[2], 7)]) {
            for load in goods.chunked(by: 20_000_000) {
                _ = export.send(
                    .init(goods: load, from: members.onionPacker, to: way.0, roadDays: way.1),
                    in: &book)
            }
        }
    }

    private mutating func harvest(_ farm: SeasonMember, in book: inout SeasonBook) -> [Stock] {
        let item = TradeItem.bulk(.onion, of: farm.company, number: 1)
        book.describe(item, of: farm)
        book.describe(
            .init(
                part: "F1", name: .init("Майдони 1", "Поле 1", "Field 1"), ares: 140, crop: .onion),
            of: farm)
        var day = (CivilDay(year: year, month: 5, day: 2) ?? CivilDay(number: 0))
            .later(days: draw.number(in: 0...9))
        return (1...draw.number(in: 5...7)).map { picking in
            let lot = Identifier.lot(item, lot: day.compactText + "-" + padded(picking))
            let grams = draw.measurement(in: 3_500...6_500) * 1_000
            var event = EventDraft(
                what: .object(action: .add, things: [], amounts: [.grams(grams, of: lot)]),
                time: LocalMoment(day, hour: 10), bizStep: AgriVocabulary.harvesting,
                disposition: "active", readPoint: farm.part("F1"), location: farm.site)
            event.ilmd = [
                ("cbvmda:harvestStartDate", .string(day.text)),
                ("cbvmda:harvestEndDate", .string(day.text)),
                ("cbvmda:countryOfOrigin", .string("TJ")),
                (
                    "agri:variety",
                    LocalizedText("Пешпазак", "Пешпазак", "Peshpazak").languageMap
                ),
                ("agri:plot", .string(farm.part("F1").text(farm.spelling))),
            ]
            book.record(event, by: farm, in: .harvest)
            let ready = LocalMoment(day, hour: 17, minute: draw.number(in: 0...59))
            day = day.later(days: draw.number(in: 3...6))
            return Stock(item: item, lot: lot, amount: grams, ready: ready)
        }
    }

    /// Delivery, ten days of curing with what it costs, and the nets.
    private mutating func store(
        _ stock: Stock, from farm: SeasonMember, in book: inout SeasonBook
    ) -> Stock {
        let packer = members.onionPacker
        let load = HandingOver(
            goods: [stock], from: farm, to: packer, waybill: "B-\(stock.ready.day.compactText)")
        book.record(load.shipping(at: stock.ready), by: farm, in: .harvest)
        let received = stock.ready.later(minutes: draw.number(in: 90...240))
        book.record(load.receiving(at: received), by: packer, in: .collection)

        let cured = received.later(days: 10)
        let kept = Conversion.curingOnion.yield(of: stock.mass, draw: &draw)
        book.record(
            EventDraft(
                what: .object(action: .observe, things: [], amounts: [stock.measured]),
                time: received.later(days: 1), bizStep: AgriVocabulary.curing,
                disposition: "in_progress", readPoint: packer.site),
            by: packer, in: .collection)
        if kept < stock.mass {
            book.record(
                EventDraft(
                    what: .object(
                        action: .delete, things: [],
                        amounts: [.grams(stock.mass - kept, of: stock.lot)]),
                    time: cured, bizStep: "destroying", disposition: "destroyed",
                    readPoint: packer.site),
                by: packer, in: .collection)
        }
        return bag(kept, of: stock, at: cured.later(minutes: 60), in: &book)
    }

    private func bag(
        _ grams: Int, of stock: Stock, at time: LocalMoment, in book: inout SeasonBook
    ) -> Stock {
        let packer = members.onionPacker
        let net = TradeItem.pack(
            .onion, of: packer.company, number: 1,
            named: .init(", тӯри 30 кг", ", сетка 30 кг", ", 30 kg net"), netGrams: 30_000)
        book.describe(net, of: packer)
        guard case .lot(_, let number) = stock.lot else { return stock }
        let bags = Stock(
            item: net, lot: .lot(net, lot: "N\(stock.item.prefix.digits.suffix(3))-\(number)"),
            amount: grams / 30_000, ready: time)
        var event = EventDraft(
            what: .transformation(
                inputs: [.grams(grams, of: stock.lot)], outputs: [bags.measured]),
            time: time, bizStep: "packing", disposition: "in_progress", readPoint: packer.site)
        event.ilmd = [("cbvmda:countryOfOrigin", .string("TJ"))]
        book.record(event, by: packer, in: .collection)
        return bags
    }
}

extension [Stock] {
    /// Loads of at most so many grams, in order.
    func chunked(by gramsMax: Int) -> [[Stock]] {
        var loads: [[Stock]] = []
        for stock in self {
            let mass = loads.last?.reduce(0) { $0 + $1.mass } ?? .max
            if mass != .max, mass + stock.mass <= gramsMax {
                loads[loads.count - 1].append(stock)
            } else {
                loads.append([stock])
            }
        }
        return loads
    }
}
