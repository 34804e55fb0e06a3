import EPCIS

/// What comes in from outside, and who says so.
extension AttemptScene {
    /// Spec: Docs/Spec/MassBalance.md §10.2.
    var fromOutside: [SeasonAttempt] {
        let (importer, other) = (members.importers[0], members.importers[1])
        return [
            SeasonAttempt(
                "import.overdrawn",
                "21 t are imported under a declaration of 20 t.",
                instead: "20 t; the rest under a declaration of its own.",
                by: importer,
                [importing(21 * Self.tonne, by: importer, under: "TJ-26-0012346/1")]),
            SeasonAttempt(
                "import.foreign_declaration",
                "A second importer uses the declaration of the first.",
                instead: "A declaration of its own.",
                by: other, [importing(Self.tonne, by: other, under: Paper.declaration)]),
            SeasonAttempt(
                "import.not_left",
                "Apricots come \"back\" that never left the country.",
                instead: "What they are: goods of another country, as a lot of their own.",
                by: importer,
                [
                    importing(
                        Self.tonne, by: importer, under: "TJ-26-0012347/1",
                        back: diary.lot(Self.certified))
                ]),
            SeasonAttempt(
                "opening.already_recorded",
                "A store's old stock of a lot is declared, and then some more of it.",
                instead: "Old stock is declared once a lot.",
                by: packer, [opening(Self.tonne, at: now), opening(1_000, at: now)]),
            SeasonAttempt(
                "opening.too_late",
                "A month after its first record a store remembers old stock.",
                instead: "How the goods came in.",
                after: Self.openingDays, by: packer,
                [opening(Self.tonne, at: now.later(days: Self.openingDays))]),
        ]
    }

    /// Spec: Docs/Spec/Rules.md §14.
    var inOthersNames: [SeasonAttempt] {
        [
            SeasonAttempt(
                "delegation.not_confirmed",
                "A collector harvests in the name of a farm that knows nothing of it.",
                instead: "The farm confirms first who records for it.",
                by: stranger, [onBehalf(diary.harvest(Self.tonne))]),
            SeasonAttempt(
                "delegation.scope",
                "A collector that may harvest for a farm sells its apricots.",
                instead: "The farm sells them, or confirms that the collector may.",
                by: delegate,
                [onBehalf(diary.ship(100_000, of: Self.certified, to: packer))]),
        ]
    }

    /// Administrators would register them, and one proposal stands or falls as a whole.
    ///
    /// Spec: Docs/Spec/MassBalance.md §13.5.
    var outlines: [SeasonAttempt] {
        let place = farm.place
        func plot(_ part: String, east: Int64, hectares: UInt64) -> SeasonLimits.Plot {
            SeasonLimits.Plot(
                key: farm.part(part).path, owner: farm.id, crop: .freshApricot,
                squareMetres: hectares * 10_000, outline: .hectare(at: place, east: east))
        }
        return [
            SeasonAttempt(
                "plot.overlaps",
                "One orchard is registered twice, under two names.",
                instead: "Each orchard once, with its own outline.",
                registering: [
                    plot("N1", east: 0, hectares: 1), plot("N2", east: 2_000, hectares: 1),
                ]),
            SeasonAttempt(
                "plot.area_differs",
                "An orchard of one hectare is registered as five.",
                instead: "The area that its outline has.",
                registering: [plot("N3", east: 0, hectares: 5)]),
        ]
    }

    /// The rules allow thirty after a member's first record.
    private static let openingDays = 31

    func importing(
        _ grams: Int, by importer: SeasonMember, under number: String, back lot: Identifier? = nil
    ) -> EventDraft {
        let item = TradeItem.bulk(.freshApricot, of: importer.company, number: 1)
        var event = EventDraft(
            what: .object(
                action: .add, things: [],
                amounts: [.grams(grams, of: lot ?? .lot(item, lot: "I1"))]),
            time: now, bizStep: AgriVocabulary.importing, readPoint: importer.site)
        var terms: [(name: String, value: JSONValue)] = [
            ("number", .string(number)), ("amount", .number(ExactDecimal(20_000))),
            ("uom", .string("KGM")), ("countryOfOrigin", .string("UZ")),
            ("borderPost", .string("Fotehobod")), ("dutyStatus", .string("paid")),
        ]
        if lot != nil { terms.append(("returned", .bool(true))) }
        event.extensions = [("agri:importDeclaration", object(terms))]
        return event
    }

    private func opening(_ grams: Int, at time: LocalMoment) -> EventDraft {
        let item = TradeItem.bulk(.driedApricot, of: packer.company, number: 9)
        var event = EventDraft(
            what: .object(
                action: .add, things: [], amounts: [.grams(grams, of: .lot(item, lot: "O1"))]),
            time: time, bizStep: AgriVocabulary.openingStock, readPoint: packer.site)
        event.extensions = [("agri:openingDocument", .string("Inventory 12"))]
        return event
    }

    private func onBehalf(_ event: EventDraft) -> EventDraft {
        var event = event
        event.extensions.append(("agri:onBehalfOf", .string(farm.id)))
        return event
    }
}

extension [SeasonLimits.Corner] {
    /// A square of about 100 m north of a place.
    ///
    /// - Parameter east: of where it begins, in units of 10⁻⁷ degrees; 12,000 is a side.
    fileprivate static func hectare(at place: Place, east: Int64) -> Self {
        let west = Int64(place.longitude) * 1_000 + east
        let south = Int64(place.latitude) * 1_000 + 10_000
        // A hundred metres at 40° north.
        let (width, height): (Int64, Int64) = (11_700, 9_000)
        return [(0, 0), (width, 0), (width, height), (0, height)].map { x, y in
            SeasonLimits.Corner(longitude: west + x, latitude: south + y)
        }
    }
}
