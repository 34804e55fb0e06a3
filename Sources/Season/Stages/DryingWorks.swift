import EPCIS

/// Fresh apricots become dried ones: sulphured on trays overnight, half dried, stoned, dried to a
/// fifth of water. Stones are kept for their kernels.
struct DryingWorks {
    var draw: SeededGenerator
    private(set) var dried: [String: [Stock]] = [:]
    private(set) var stones: [String: [Stock]] = [:]
    private var batches: [String: Int] = [:]

    init(draw: SeededGenerator) {
        self.draw = draw
    }

    mutating func take(_ truck: CollectionPoints.Truck, in book: inout SeasonBook) {
        let drier = truck.load.to
        let received = LocalMoment(truck.left.day.later(days: 1), hour: 6)
            .later(minutes: draw.number(in: 0...59))
        book.record(truck.load.receiving(at: received), by: drier, in: .drying)
        for batch in Self.batches(of: truck.load.goods) {
            dry(batch, since: received, at: drier, in: &book)
        }
    }

    /// Up to three lots and about four tonnes fill the chamber.
    private static func batches(of goods: [Stock]) -> [[Stock]] {
        var batches: [[Stock]] = []
        for stock in goods {
            let filled = batches.last ?? []
            let mass = filled.reduce(0) { $0 + $1.mass }
            if !filled.isEmpty, filled.count < 3, mass + stock.mass <= 4_000_000 {
                batches[batches.count - 1].append(stock)
            } else {
                batches.append([stock])
            }
        }
        return batches
    }

    private mutating func dry(
        _ batch: [Stock], since received: LocalMoment, at drier: SeasonMember,
        in book: inout SeasonBook
    ) {
        let number = batches[drier.id, default: 0] + 1
        batches[drier.id] = number
        describeProducts(of: drier, in: &book)
        let chamber = "S\(number % 2 + 1)"
        let inputs = batch.map(\.measured)
        let sulphured = received.later(minutes: draw.number(in: 90...240))
        book.record(
            EventDraft(
                what: .object(action: .observe, things: [], amounts: inputs), time: sulphured,
                bizStep: AgriVocabulary.sulphuring, disposition: "in_progress",
                readPoint: drier.part(chamber), location: drier.site),
            by: drier, in: .drying)

        let finished = LocalMoment(
            received.day.later(days: draw.number(in: 5...8)), hour: 17,
            minute: draw.number(in: 0...59))
        let fresh = batch.reduce(0) { $0 + $1.mass }
        let outputs = [
            produce(
                .bulk(.driedApricot, of: drier.company, number: 1),
                Conversion.dryingApricot.yield(of: fresh, draw: &draw), number, "K", finished),
            produce(
                .bulk(.apricotStones, of: drier.company, number: 2),
                Conversion.stoningApricot.yield(of: fresh, draw: &draw), number, "D", finished),
        ]
        var event = EventDraft(
            what: .transformation(inputs: inputs, outputs: outputs.map(\.measured)),
            time: finished, bizStep: AgriVocabulary.drying, disposition: "in_progress",
            readPoint: drier.part("Y1"), location: drier.site)
        event.ilmd = [
            ("cbvmda:productionDate", .string(finished.day.text)),
            ("cbvmda:countryOfOrigin", .string("TJ")),
            ("agri:moisturePercent", .string("\(draw.measurement(in: 18...24))")),
        ]
        book.record(event, by: drier, in: .drying)
        dried[drier.id, default: []].append(outputs[0])
        stones[drier.id, default: []].append(outputs[1])
    }

    private func produce(
        _ item: TradeItem, _ grams: Int, _ number: Int, _ letter: String, _ ready: LocalMoment
    ) -> Stock {
        Stock(
            item: item,
            lot: .lot(item, lot: "\(letter)\(ready.day.compactText)-\(padded(number, to: 3))"),
            amount: grams, ready: ready)
    }

    private func describeProducts(of drier: SeasonMember, in book: inout SeasonBook) {
        book.describe(.bulk(.driedApricot, of: drier.company, number: 1), of: drier)
        book.describe(.bulk(.apricotStones, of: drier.company, number: 2), of: drier)
        for chamber in 1...2 {
            book.describe(
                MasterData.Plot(
                    part: "S\(chamber)",
                    name: .init(
                        "Ҳуҷраи дуддиҳӣ \(chamber)", "Камера окуривания \(chamber)",
                        "Sulphur chamber \(chamber)")), of: drier)
        }
        book.describe(
            MasterData.Plot(
                part: "Y1", name: .init("Майдони хушккунӣ", "Сушильная площадка", "Drying yard")),
            of: drier)
    }
}

extension MasterData.Plot {
    init(part: String, name: LocalizedText) {
        self.init(part: part, name: name, ares: nil)
    }
}
