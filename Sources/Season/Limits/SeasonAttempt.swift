import EPCIS

/// Something that cannot be true, as somebody would record it; the ledger refuses it.
package struct SeasonAttempt: Sendable {
    /// What is tried, in a few words.
    package let title: String
    /// With everything that it rests on in one document, so that a refusal leaves nothing.
    package let document: SeasonDocument
    /// The code of the rule that refuses it.
    package let code: String
}

extension SeasonAttempt {
    /// What a farm, a packer and a thief of numbers try after a season.
    ///
    /// - Parameters:
    ///   - sold: goods that went to a buyer whole.
    ///   - now: of the machine's clock, since events must be of these days.
    static func all(
        of members: SeasonMembers, land: [SeasonLimits.Plot], sold: Stock, at now: LocalMoment
    ) -> [SeasonAttempt] {
        let (farm, neighbour) = (members.apricotFarms[0], members.apricotFarms[1])
        let orchard = land.first { $0.owner == farm.id }
        let ceiling = SeasonLimits.ceilings.first { $0.crop == orchard?.crop }
        let bearable = Int((orchard?.squareMetres ?? 0) * (ceiling?.gramsPerSquareMetre ?? 0))
        let picking = Picking(farm: farm, time: now)
        return [
            .init(
                "more apricots than the orchard can bear", "harvest.above_ceiling", farm,
                [picking.harvest(bearable + 1_000_000)]),
            .init(
                "apricots from the neighbour's orchard", "harvest.foreign_plot", farm,
                [picking.harvest(1_000_000, on: neighbour.part("B1"))]),
            .init(
                "apricots from an orchard that nobody knows", "harvest.unknown_plot", farm,
                [picking.harvest(1_000_000, on: farm.part("B9"))]),
            .init(
                "half a tonne of dried apricots out of a tonne of fresh ones", "yield.out_of_range",
                farm, [picking.harvest(1_000_000), picking.transform(into: .driedApricot, 500_000)]
            ),
            .init(
                "eleven hundred kilograms sorted out of a thousand", "balance.more_than_input",
                farm,
                [picking.harvest(1_000_000), picking.transform(into: .freshApricot, 1_100_000)]),
            .init(
                "a lot under the neighbour's number", "scope.foreign_prefix", farm,
                [picking.harvest(1_000_000, as: neighbour.company)]),
            .init(
                "a harvest of the day after tomorrow", "event.from_future", farm,
                [Picking(farm: farm, time: now.later(days: 2)).harvest(1_000_000)]),
            .init(
                "cartons that were sold already", "balance.overdrawn", members.packer,
                [
                    HandingOver(
                        goods: [Stock(item: sold.item, lot: sold.lot, amount: 50_000, ready: now)],
                        from: members.packer, to: members.importers[0],
                        waybill: "X-\(now.day.compactText)"
                    ).shipping(at: now)
                ]),
        ] + onTheRoad(picking, to: members.packer, inspector: members.inspector)
            + atTheWorks(of: neighbour, picking, at: now)
    }

    /// What goes under papers that are none, for where it may not, and with a seal less than it left with.
    private static func onTheRoad(
        _ picking: Picking, to packer: SeasonMember, inspector: SeasonMember
    ) -> [SeasonAttempt] {
        let farm = picking.farm
        let seals = ["S-1", "S-2"]
        return [
            .init(
                "apricots under a certificate that nobody issued", "certificate.unknown", farm,
                [
                    picking.harvest(1_000_000),
                    picking.shipping(
                        to: packer,
                        [("agri:certificates", certificate("X-1", by: inspector.id))]),
                ]),
            .init(
                "fresh apricots for a country that takes none", "export.embargo", farm,
                [
                    picking.harvest(1_000_000),
                    picking.shipping(to: packer, [("agri:destinationCountry", .string("AQ"))]),
                ]),
            .init(
                "a load that is handed over with one seal of two", "shipment.seals_differ", farm,
                [
                    picking.harvest(1_000_000),
                    picking.shipping(to: packer, [sealNumbers(seals)]),
                    picking.handingOver(to: packer, [sealNumbers([seals[0]])]),
                ]),
        ]
    }

    /// More than a drying floor can dry, and more than was in the fruit.
    private static func atTheWorks(
        of farm: SeasonMember, _ picking: Picking, at now: LocalMoment
    ) -> [SeasonAttempt] {
        let own = Picking(farm: farm, time: now)
        var drying = picking.transform(into: .driedApricot, 350_000)
        drying.extensions = [("agri:waterContent", picking.water([("X1", 85), ("X2", 20)]))]
        var atHome = own.transform(into: .driedApricot, 300_000)
        atHome.readPoint = farm.part(floor)
        return [
            .init(
                "dried apricots with more in them than in the fresh ones, but water",
                "yield.dry_matter", picking.farm, [picking.harvest(1_000_000), drying]),
            .init(
                "more than the drying floor dries in a day", "facility.over_throughput", farm,
                [own.harvest(1_000_000), atHome]),
        ]
    }

    /// Where a farm dries its apricots, 200 kg of them a day.
    static func dryingFloor(of farm: SeasonMember) -> SeasonLimits.Facility {
        SeasonLimits.Facility(
            key: farm.part(floor).path, owner: farm.id, kind: "drying floor", gramsPerDay: 200_000)
    }

    private static let floor = "W1"

    private static func certificate(_ number: String, by issuer: String) -> JSONValue {
        .array([object([("issuer", .string(issuer)), ("number", .string(number))])])
    }

    private static func sealNumbers(_ seals: [String]) -> (name: String, value: JSONValue) {
        ("agri:sealNumbers", .array(seals.map { .string($0) }))
    }

    private init(
        _ title: String, _ code: String, _ member: SeasonMember, _ events: [EventDraft]
    ) {
        var book = SeasonBook()
        for event in events { book.record(event, by: member, in: .harvest) }
        let moment = UInt64(clamping: events.last?.time.seconds ?? 0)
        let documents = book.documents(draw: SeededGenerator(seed: moment).part(code))
        precondition(documents.count == 1, "the events of a member and a day are one document")
        self.init(title: title, document: documents[0], code: code)
    }
}

/// What a farm says that it picked, and made of it.
private struct Picking {
    let farm: SeasonMember
    let time: LocalMoment

    private var lot: Identifier {
        .lot(.bulk(.freshApricot, of: farm.company, number: 1), lot: "X1")
    }

    func harvest(
        _ grams: Int, on plot: Identifier? = nil, as company: CompanyPrefix? = nil
    ) -> EventDraft {
        let item = TradeItem.bulk(.freshApricot, of: company ?? farm.company, number: 1)
        var event = EventDraft(
            what: .object(
                action: .add, things: [], amounts: [.grams(grams, of: .lot(item, lot: "X1"))]),
            time: time, bizStep: AgriVocabulary.harvesting, disposition: "active",
            readPoint: farm.part("B1"), location: farm.site)
        let plot = plot ?? farm.part("B1")
        event.ilmd = [("agri:plot", .string(plot.text(farm.spelling)))]
        return event
    }

    /// Of all that the harvest of a tonne gave.
    func transform(into crop: Crop, _ grams: Int) -> EventDraft {
        let made = TradeItem.bulk(crop, of: farm.company, number: crop == .freshApricot ? 1 : 2)
        return EventDraft(
            what: .transformation(
                inputs: [.grams(1_000_000, of: lot)],
                outputs: [.grams(grams, of: .lot(made, lot: "X2"))]),
            time: time, bizStep: AgriVocabulary.drying, disposition: "in_progress",
            readPoint: farm.site)
    }

    /// Of the harvest of a tonne, under a despatch advice.
    func shipping(
        to receiver: SeasonMember, _ extensions: [(name: String, value: JSONValue)]
    ) -> EventDraft {
        load("shipping", "in_transit", to: receiver, extensions)
    }

    /// Of the same load.
    func handingOver(
        to carrier: SeasonMember, _ extensions: [(name: String, value: JSONValue)]
    ) -> EventDraft {
        load(AgriVocabulary.handingOver, "in_transit", to: carrier, extensions)
    }

    /// Hundredths of lots that are water.
    func water(_ lots: [(lot: String, hundredths: Int)]) -> JSONValue {
        .array(
            lots.map { name, hundredths in
                let crop: Crop = name == "X1" ? .freshApricot : .driedApricot
                let item = TradeItem.bulk(crop, of: farm.company, number: name == "X1" ? 1 : 2)
                let share = ExactDecimal(coefficient: Int128(hundredths), exponent: -2)
                return object([
                    ("id", .string(Identifier.lot(item, lot: name).text(farm.spelling))),
                    ("share", .number(share)),
                ])
            })
    }

    private func load(
        _ step: String, _ disposition: String, to receiver: SeasonMember,
        _ extensions: [(name: String, value: JSONValue)]
    ) -> EventDraft {
        var event = EventDraft(
            what: .object(action: .observe, things: [], amounts: [.grams(1_000_000, of: lot)]),
            time: time, bizStep: step, disposition: disposition, readPoint: farm.site,
            location: farm.site)
        event.source = .init(farm)
        event.destination = .init(receiver)
        event.transactions = [("desadv", transaction("X-\(time.day.compactText)", of: farm))]
        event.extensions = extensions
        return event
    }
}
