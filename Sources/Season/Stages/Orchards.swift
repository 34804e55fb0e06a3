import EPCIS

/// Apricots from the tree to the collection point.
///
/// A farm picks about a third of the ripe fruit at a time, every few days from the middle of June;
/// what it does not deliver is eaten or spoils, and the farm says so at the end.
struct Orchards {
    let year: Int
    var draw: SeededGenerator

    struct Delivery: Sendable {
        let goods: Stock
        let farm: SeasonMember
        let waybill: String
    }

    mutating func harvest(_ farms: [SeasonMember], in book: inout SeasonBook) -> [Delivery] {
        farms.flatMap { harvest($0, in: &book) }
    }

    private mutating func harvest(_ farm: SeasonMember, in book: inout SeasonBook) -> [Delivery] {
        let item = TradeItem.bulk(.freshApricot, of: farm.company, number: 1)
        let variety = draw.element(of: Self.varieties)
        let ares = draw.measurement(in: 60...330)
        book.describe(item, of: farm)
        book.describe(
            MasterData.Plot(
                part: "B1", name: .init("Боғи 1", "Сад 1", "Orchard block 1"), ares: ares,
                crop: .freshApricot),
            of: farm)

        let pickings = draw.number(in: 8...12)
        let harvestGrams = ares * draw.measurement(in: 45_000...75_000)
        var day = firstDay(at: farm.place).later(days: draw.number(in: 0...5))
        var deliveries: [Delivery] = []
        var leftovers: [Amount] = []
        for picking in 1...pickings {
            let share = draw.measurement(in: 70...130)
            let grams = harvestGrams / pickings * share / 100 / 1_000 * 1_000
            let lot = Identifier.lot(item, lot: day.compactText + "-" + padded(picking))
            let kept = grams * draw.number(in: 10...50) / 1_000 / 500 * 500
            book.record(
                picked(grams, of: lot, on: day, variety: variety, by: farm), by: farm, in: .harvest)
            deliveries.append(
                Delivery(
                    goods: Stock(
                        item: item, lot: lot, amount: grams - kept,
                        ready: LocalMoment(day, hour: 15, minute: draw.number(in: 0...59))),
                    farm: farm, waybill: "B-\(day.compactText)"))
            if kept > 0 { leftovers.append(.grams(kept, of: lot)) }
            day = day.later(days: draw.number(in: 2...4))
        }
        book.record(spoilt(leftovers, on: day, at: farm), by: farm, in: .harvest)
        return deliveries
    }

    /// Asht lies higher and ripens a week later.
    private func firstDay(at place: Place) -> CivilDay {
        let start = CivilDay(year: year, month: 6, day: 14) ?? CivilDay(number: 0)
        return place == .shaydon ? start.later(days: 7) : start
    }

    private func picked(
        _ grams: Int, of lot: Identifier, on day: CivilDay, variety: LocalizedText,
        by farm: SeasonMember
    ) -> EventDraft {
        var event = EventDraft(
            what: .object(action: .add, things: [], amounts: [.grams(grams, of: lot)]),
            time: LocalMoment(day, hour: 11), bizStep: AgriVocabulary.harvesting,
            disposition: "active", readPoint: farm.part("B1"), location: farm.site)
        event.ilmd = [
            ("cbvmda:harvestStartDate", .string(day.text)),
            ("cbvmda:harvestEndDate", .string(day.text)),
            ("cbvmda:countryOfOrigin", .string("TJ")),
            ("agri:variety", variety.languageMap),
            ("agri:plot", .string(farm.part("B1").text(farm.spelling))),
        ]
        return event
    }

    private func spoilt(_ amounts: [Amount], on day: CivilDay, at farm: SeasonMember) -> EventDraft
    {
        EventDraft(
            what: .object(action: .delete, things: [], amounts: amounts),
            time: LocalMoment(day, hour: 18), bizStep: "destroying", disposition: "destroyed",
            readPoint: farm.site)
    }

    private static let varieties: [LocalizedText] = [
        .init("Бобоӣ", "Бобои", "Boboi"),
        .init("Мирсанҷалӣ", "Мирсанджали", "Mirsanjali"),
        .init("Қандак", "Кандак", "Qandak"),
        .init("Исфарак", "Исфарак", "Isfarak"),
        .init("Хурмоӣ", "Хурмаи", "Khurmoi"),
        .init("Субҳонӣ", "Субхони", "Subhoni"),
    ]
}
