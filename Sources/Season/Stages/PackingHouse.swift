import EPCIS

/// Dried apricots are sorted, washed and packed in cartons of 5, 10 and 12.5 kg, and the cartons
/// stacked on pallets.
struct PackingHouse {
    let packer: SeasonMember
    var draw: SeededGenerator
    private var pallets = 0

    init(packer: SeasonMember, draw: SeededGenerator) {
        self.packer = packer
        self.draw = draw
    }

    private struct Carton {
        let item: TradeItem
        let perPallet: Int
    }

    mutating func pack(_ goods: [Stock], in book: inout SeasonBook) -> [Stock] {
        let cartons = [(5_000, 140), (10_000, 80), (12_500, 60)].enumerated().map {
            index, carton in
            let name = carton.0 % 1_000 == 0 ? "\(carton.0 / 1_000)" : "12.5"
            return Carton(
                item: .pack(
                    .driedApricot, of: packer.company, number: index + 1,
                    named: .init(
                        ", қуттии \(name) кг", ", короб \(name) кг", ", \(name) kg carton"),
                    netGrams: carton.0),
                perPallet: carton.1)
        }
        for carton in cartons { book.describe(carton.item, of: packer) }
        return Self.runs(of: goods).enumerated().map { index, run in
            pack(run, number: index + 1, into: draw.element(of: cartons), in: &book)
        }
    }

    /// Two tonnes or five lots, whichever comes first, are one run of the line.
    private static func runs(of goods: [Stock]) -> [[Stock]] {
        var runs: [[Stock]] = []
        for stock in goods {
            let mass = runs.last?.reduce(0) { $0 + $1.mass } ?? .max
            if let run = runs.last, run.count < 5, mass < 2_000_000,
                run.first?.ready == stock.ready
            {
                runs[runs.count - 1].append(stock)
            } else {
                runs.append([stock])
            }
        }
        return runs
    }

    private mutating func pack(
        _ run: [Stock], number: Int, into carton: Carton, in book: inout SeasonBook
    ) -> Stock {
        let day = (run.first?.ready.day ?? CivilDay(number: 0)).later(days: 1 + number % 4)
        let time = LocalMoment(day, hour: 9).later(minutes: number)
        let mass = run.reduce(0) { $0 + $1.mass }
        let net = carton.item.netGrams ?? 1
        let sorted = mass * draw.measurement(in: 960...995) / 1_000
        let lot = Identifier.lot(
            carton.item, lot: "P\(day.compactText)-\(padded(number, to: 3))")
        var stock = Stock(
            item: carton.item, lot: lot, amount: max(1, sorted / net),
            ready: time.later(minutes: 420))
        var event = EventDraft(
            what: .transformation(inputs: run.map(\.measured), outputs: [stock.measured]),
            time: time, bizStep: "packing", disposition: "in_progress", readPoint: packer.site)
        event.ilmd = [
            ("cbvmda:productionDate", .string(day.text)),
            ("cbvmda:bestBeforeDate", .string(day.later(days: 365).text)),
            ("cbvmda:countryOfOrigin", .string("TJ")),
        ]
        book.record(event, by: packer, in: .packing)
        stock.units = stack(stock, of: carton, from: time.later(minutes: 240), in: &book)
        return stock
    }

    private mutating func stack(
        _ stock: Stock, of carton: Carton, from time: LocalMoment, in book: inout SeasonBook
    ) -> [Identifier] {
        let count = (stock.amount + carton.perPallet - 1) / carton.perPallet
        let units = (1...count).map {
            Identifier.logisticUnit(packer.company, extension: 1, serial: pallets + $0)
        }
        pallets += count
        book.record(numbered(units, at: time, by: packer), by: packer, in: .packing)
        var left = stock.amount
        var time = time
        for unit in units {
            time = time.later(minutes: 12)
            let count = min(left, carton.perPallet)
            book.record(
                EventDraft(
                    what: .aggregation(
                        action: .add, parent: unit, amounts: [.pieces(count, of: stock.lot)]),
                    time: time, bizStep: "packing", disposition: "container_closed",
                    readPoint: packer.site),
                by: packer, in: .packing)
            left -= count
        }
        return units
    }
}

/// Logistic units get their numbers before anything is put on them.
func numbered(
    _ units: [Identifier], at time: LocalMoment, by member: SeasonMember
) -> EventDraft {
    EventDraft(
        what: .object(action: .add, things: units, amounts: []), time: time,
        bizStep: "commissioning", disposition: "active", readPoint: member.site)
}
