/// The packed apricots' way out: the exporter's cold store, the laboratory, the buyers.
struct DriedFruitTrade {
    let members: SeasonMembers
    var draw: SeededGenerator

    /// - Returns: The lots that reached a buyer, in the order of their arrival.
    mutating func trade(
        _ packed: [Stock], laboratory: inout Laboratory, export: inout Export,
        in book: inout SeasonBook
    ) -> [Stock] {
        let stored = Dispatch.send(
            packed, from: members.packer, to: members.exporter, letter: "E", sendingIn: .packing,
            receivingIn: .storing, draw: &draw, book: &book)
        watchStore(of: stored, in: &book)

        var toRiga: [Stock] = []
        var toAlmaty: [Stock] = []
        for var stock in stored {
            let verdict = laboratory.test(
                stock, at: members.exporter, panel: .driedFruit, in: &book)
            stock.ready = verdict.reported
            if !verdict.conformant {
                destroy(stock, at: verdict.reported.later(days: 2), in: &book)
            } else if (verdict.sulphurDioxide ?? 0) <= 2_000, draw.chance(60) {
                toRiga.append(stock)
            } else {
                toAlmaty.append(stock)
            }
        }
        return ship(toRiga, to: members.importers[1], roadDays: 9, &export, in: &book)
            + ship(toAlmaty, to: members.importers[0], roadDays: 3, &export, in: &book)
    }

    /// Twenty tonnes or twenty-six pallets fill a lorry.
    private func ship(
        _ goods: [Stock], to buyer: SeasonMember, roadDays: Int, _ export: inout Export,
        in book: inout SeasonBook
    ) -> [Stock] {
        var load: [Stock] = []
        var arrived: [Stock] = []
        func full(with stock: Stock) -> Bool {
            load.reduce(0) { $0 + $1.mass } + stock.mass > 20_000_000
                || load.reduce(0) { $0 + $1.units.count } + stock.units.count > 26
        }
        func leave() {
            guard !load.isEmpty else { return }
            let received = export.send(
                Export.Lorry(goods: load, from: members.exporter, to: buyer, roadDays: roadDays),
                in: &book)
            sell(load.first, at: buyer, after: received, in: &book)
            arrived += load
            load = []
        }
        for stock in goods {
            if full(with: stock) { leave() }
            load.append(stock)
        }
        leave()
        return arrived
    }

    /// The buyer opens one pallet and sells some cartons of it.
    private func sell(
        _ stock: Stock?, at buyer: SeasonMember, after received: LocalMoment,
        in book: inout SeasonBook
    ) {
        guard let stock, let unit = stock.units.first else { return }
        let count = min(stock.amount, 12)
        book.record(
            EventDraft(
                what: .aggregation(
                    action: .delete, parent: unit, amounts: [.pieces(count, of: stock.lot)]),
                time: received.later(days: 1), bizStep: "unpacking",
                disposition: "sellable_accessible", readPoint: buyer.site),
            by: buyer, in: .arrival)
        book.record(
            EventDraft(
                what: .object(
                    action: .delete, things: [], amounts: [.pieces(count, of: stock.lot)]),
                time: received.later(days: 2), bizStep: "retail_selling",
                disposition: "retail_sold", readPoint: buyer.site),
            by: buyer, in: .arrival)
    }

    private func destroy(_ stock: Stock, at time: LocalMoment, in book: inout SeasonBook) {
        book.record(
            EventDraft(
                what: .object(action: .delete, things: stock.units, amounts: []), time: time,
                bizStep: "destroying", disposition: "destroyed", readPoint: members.exporter.site),
            by: members.exporter, in: .inspection)
    }

    /// The cold store's thermometer, read once a week.
    private mutating func watchStore(of goods: [Stock], in book: inout SeasonBook) {
        book.describe(
            MasterData.Plot(part: "C1", name: .init("Сардхона", "Холодильник", "Cold store")),
            of: members.exporter)
        guard let first = goods.map(\.ready).min(), let last = goods.map(\.ready).max() else {
            return
        }
        var time = first
        while time < last {
            let inside = goods.filter { $0.ready <= time && time < $0.ready.later(days: 7) }
            if !inside.isEmpty {
                var event = EventDraft(
                    what: .object(action: .observe, things: inside.flatMap(\.units), amounts: []),
                    time: time, bizStep: "storing", disposition: "in_progress",
                    readPoint: members.exporter.part("C1"), location: members.exporter.site)
                event.sensors = [
                    SensorReading(
                        type: "Temperature", tenths: draw.measurement(in: 5...50), uom: "CEL",
                        since: time)
                ]
                book.record(event, by: members.exporter, in: .storing)
            }
            time = time.later(days: 7)
        }
    }
}
