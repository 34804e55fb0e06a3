import EPCIS

/// What is grown, made and kept.
extension AttemptScene {
    /// Spec: Docs/Spec/MassBalance.md §13.2, §13.3.
    var onTheField: [SeasonAttempt] {
        let orchard = land.first { $0.owner == farm.id }
        let ceiling = SeasonLimits.ceilings.first { $0.crop == orchard?.crop }
        let bearable = Int((orchard?.squareMetres ?? 0) * (ceiling?.gramsPerSquareMetre ?? 0))
        let foreignItem = TradeItem.bulk(.freshApricot, of: neighbour.company, number: 1)
        return [
            SeasonAttempt(
                "harvest.above_ceiling",
                "A farm records more apricots than its orchard can bear.",
                instead: "No more than the orchard bears; or the plots that the rest grew on.",
                by: farm, [diary.harvest(bearable + Self.tonne)]),
            SeasonAttempt(
                "harvest.foreign_plot",
                "A farm records a harvest from its neighbour's orchard.",
                instead: "The neighbour records what grew there.",
                by: farm, [diary.harvest(Self.tonne, on: neighbour.part("B1"))]),
            SeasonAttempt(
                "harvest.unknown_plot",
                "A farm records a harvest from an orchard that nobody knows.",
                instead: "The administrators register the orchard first.",
                by: farm, [diary.harvest(Self.tonne, on: farm.part("B9"))]),
            SeasonAttempt(
                "harvest.other_crop",
                "A farm picks dried apricots from its trees.",
                instead: "Fresh apricots are harvested, and dried.",
                by: farm, [diary.harvest(Self.tonne, of: .driedApricot, on: farm.part("B1"))]),
            SeasonAttempt(
                "scope.foreign_prefix",
                "A farm gives its apricots the number of its neighbour's.",
                instead: "A lot under the farm's own number.",
                by: farm,
                [
                    diary.harvest(
                        .grams(Self.tonne, of: .lot(foreignItem, lot: FarmDiary.picked)),
                        on: farm.part("B1"))
                ]),
            SeasonAttempt(
                "event.from_future",
                "A farm records a harvest of the day after tomorrow.",
                instead: "What was picked, once it was picked.",
                by: farm,
                [FarmDiary(farm: farm, time: now.later(days: 2)).harvest(Self.tonne)]),
        ]
    }

    /// Spec: Docs/Spec/MassBalance.md §13.1, §13.3, §13.4.
    var atTheWorks: [SeasonAttempt] {
        let own = FarmDiary(farm: neighbour, time: now)
        var drying = diary.make(350_000, of: .driedApricot)
        drying.extensions = [
            diary.water([
                (diary.lot(), 85), (diary.lot(FarmDiary.made, of: .driedApricot), 20),
            ])
        ]
        return [
            SeasonAttempt(
                "yield.out_of_range",
                "Out of a tonne of fresh apricots come 500 kg of dried ones.",
                instead: "What a tonne gives; or all that was dried is named.",
                by: farm, [diary.harvest(Self.tonne), diary.make(500_000, of: .driedApricot)]),
            SeasonAttempt(
                "balance.more_than_input",
                "A farm sorts a tonne of apricots and has 1,100 kg of them.",
                instead: "No more comes out than went in.",
                by: farm, [diary.harvest(Self.tonne), diary.make(1_100_000, of: .freshApricot)]),
            SeasonAttempt(
                "yield.dry_matter",
                "Dried apricots are sold that hold more than was in the fresh ones, leaving out water.",
                instead: "The amount, or the moisture, as it was measured.",
                by: farm, [diary.harvest(Self.tonne), drying]),
            SeasonAttempt(
                "facility.over_throughput",
                "A drying floor for 200 kg a day dries 300 kg.",
                instead: "200 kg a day; or where else it was dried.",
                by: neighbour,
                [
                    own.harvest(Self.tonne),
                    own.make(300_000, of: .driedApricot, at: neighbour.part(Self.floor)),
                ]),
        ]
    }

    /// Spec: Docs/Spec/MassBalance.md §12.
    var underClaims: [SeasonAttempt] {
        [
            SeasonAttempt(
                "custody.too_weak",
                "Ordinary apricots are dried, and the dried ones are called organic.",
                instead: "Apricots whose harvest drew from an organic certificate; or no claim.",
                by: farm, [diary.harvest(Self.tonne), organic("segregated")]),
            SeasonAttempt(
                "custody.overdrawn",
                "More organic apricots leave the drying floor than organic ones went in.",
                instead: "No more than what went in under the claim gives.",
                by: farm, [diary.harvest(Self.tonne), organic("mass_balance")]),
        ]
    }

    /// 250 kg of dried apricots out of a tonne that no certificate speaks of.
    private func organic(_ model: String) -> EventDraft {
        var drying = diary.make(250_000, of: .driedApricot)
        drying.location = farm.site
        drying.extensions = [
            (
                "agri:custody",
                object([("model", .string(model)), ("claim", .string("organic"))])
            )
        ]
        return drying
    }

    /// Spec: Docs/Spec/MassBalance.md §3, §11, §13.4.
    var inTheStore: [SeasonAttempt] {
        let again = HandingOver(
            goods: [Stock(item: sold.item, lot: sold.lot, amount: 50_000, ready: now)],
            from: packer, to: members.importers[0], waybill: "X-\(now.day.compactText)")
        return [
            SeasonAttempt(
                "balance.overdrawn",
                "A packer sells cartons that it has sold already.",
                instead: "No more than is left; or how the packer got the rest.",
                by: packer, [again.shipping(at: now)]),
            SeasonAttempt(
                "facility.over_capacity",
                "A tonne of apricots goes into a cellar that holds half a tonne.",
                instead: "Half a tonne; or where else the rest lies.",
                by: farm,
                [
                    diary.harvest(
                        Self.tonne, on: farm.part("B1"), to: farm.part(Self.cellar))
                ]),
            SeasonAttempt(
                "stock.unexplained",
                "Of a tonne in the books 900 kg are counted, and nobody says why.",
                instead: "The same count with a reason, which stays on record.",
                by: farm, [diary.harvest(Self.tonne), diary.count(900_000)]),
            SeasonAttempt(
                "stock.surplus",
                "Of a tonne in the books 1,100 kg are counted.",
                instead: "How the rest came in, before it is counted.",
                by: farm, [diary.harvest(Self.tonne), diary.count(1_100_000)]),
        ]
    }

    private static let floor = "W1"
    private static let cellar = "C1"

    /// Where the neighbour dries its apricots, 200 kg of them a day, and the farm's cellar.
    static func facilities(of members: SeasonMembers) -> [SeasonLimits.Facility] {
        let (farm, neighbour) = (members.apricotFarms[0], members.apricotFarms[1])
        return [
            SeasonLimits.Facility(
                key: neighbour.part(floor).path, owner: neighbour.id, kind: "drying floor",
                gramsPerDay: 200_000),
            SeasonLimits.Facility(
                key: farm.part(cellar).path, owner: farm.id, kind: "cellar", gramsHeld: 500_000),
        ]
    }
}
