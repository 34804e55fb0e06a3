import EPCIS

/// What a farm says that it picked, made of it and sent, on one day.
struct FarmDiary {
    let farm: SeasonMember
    let time: LocalMoment

    typealias Extension = (name: String, value: JSONValue)

    /// The farm's lots, beside those that papers are about: fresh apricots, and what is made of them.
    static let picked = "X1"
    static let made = "X2"

    func lot(_ name: String = picked, of crop: Crop = .freshApricot) -> Identifier {
        .lot(item(crop), lot: name)
    }

    private func item(_ crop: Crop) -> TradeItem {
        .bulk(crop, of: farm.company, number: crop == .freshApricot ? 1 : 2)
    }

    /// - Parameter plot: `nil` for a harvest that says no plot.
    func harvest(
        _ grams: Int, of crop: Crop = .freshApricot, lot name: String = picked,
        on plot: Identifier?, to store: Identifier? = nil
    ) -> EventDraft {
        harvest(.grams(grams, of: lot(name, of: crop)), on: plot, to: store)
    }

    /// On the farm's own orchard.
    func harvest(_ grams: Int, lot name: String = picked) -> EventDraft {
        harvest(grams, lot: name, on: farm.part("B1"))
    }

    func harvest(
        _ amount: Amount, on plot: Identifier?, to store: Identifier? = nil
    ) -> EventDraft {
        var event = EventDraft(
            what: .object(action: .add, things: [], amounts: [amount]), time: time,
            bizStep: AgriVocabulary.harvesting, disposition: "active", readPoint: farm.part("B1"),
            location: store ?? farm.site)
        if let plot { event.ilmd = [("agri:plot", .string(plot.text(farm.spelling)))] }
        return event
    }

    /// - Parameter place: where it is made; the farm's site where nothing is said.
    func make(
        _ grams: Int, of crop: Crop, from name: String = picked, at place: Identifier? = nil
    ) -> EventDraft {
        EventDraft(
            what: .transformation(
                inputs: [.grams(AttemptScene.tonne, of: lot(name))],
                outputs: [.grams(grams, of: lot(Self.made, of: crop))]),
            time: time, bizStep: AgriVocabulary.drying, disposition: "in_progress",
            readPoint: place ?? farm.site)
    }

    /// Under a despatch advice of the day.
    func ship(
        _ grams: Int, of name: String = picked, to receiver: SeasonMember,
        _ extensions: [Extension] = []
    ) -> EventDraft {
        load("shipping", grams, of: name, to: receiver, extensions)
    }

    /// Of what left under the same despatch advice.
    func handOver(
        _ grams: Int, to carrier: SeasonMember, _ extensions: [Extension]
    ) -> EventDraft {
        load(AgriVocabulary.handingOver, grams, of: Self.picked, to: carrier, extensions)
    }

    private func load(
        _ step: String, _ grams: Int, of name: String, to receiver: SeasonMember,
        _ extensions: [Extension]
    ) -> EventDraft {
        var event = EventDraft(
            what: .object(action: .observe, things: [], amounts: [.grams(grams, of: lot(name))]),
            time: time, bizStep: step, disposition: "in_transit", readPoint: farm.site,
            location: farm.site)
        event.source = .init(farm)
        event.destination = .init(receiver)
        event.transactions = [("desadv", transaction("X-\(time.day.compactText)", of: farm))]
        event.extensions = extensions
        return event
    }

    /// The scales of the store say how much there is.
    func count(_ grams: Int) -> EventDraft {
        EventDraft(
            what: .object(action: .observe, things: [], amounts: [.grams(grams, of: lot())]),
            time: time, bizStep: "stock_taking", readPoint: farm.site)
    }

    /// That another may record this much for the farm.
    func confirming(_ delegate: SeasonMember, _ kinds: [String]) -> EventDraft {
        var event = EventDraft(
            what: .object(action: .observe, things: [delegate.party], amounts: []), time: time,
            bizStep: AgriVocabulary.delegating)
        event.extensions = [
            (
                "agri:delegation",
                object([
                    ("delegate", .string(delegate.id)),
                    ("kinds", .array(kinds.map { .string($0) })),
                ])
            )
        ]
        return event
    }

    /// Hundredths of lots that are water.
    func water(_ lots: [(lot: Identifier, hundredths: Int)]) -> Extension {
        let list = lots.map { lot, hundredths in
            object([
                ("id", .string(lot.text(farm.spelling))),
                (
                    "share",
                    .number(ExactDecimal(coefficient: Int128(hundredths), exponent: -2))
                ),
            ])
        }
        return ("agri:waterContent", .array(list))
    }
}
