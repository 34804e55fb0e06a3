import EPCIS

/// Who tries what cannot be true, when, and with whose goods.
///
/// Its chapters are those of the table in Docs/Spec/MassBalance.md §17.
struct AttemptScene {
    let members: SeasonMembers
    let land: [SeasonLimits.Plot]
    /// Goods that went to a buyer whole.
    let sold: Stock
    /// By the machine's clock, since events must be of these days.
    let now: LocalMoment

    /// In the order in which a demo tells them.
    var attempts: [SeasonAttempt] {
        onTheField + atTheWorks + underClaims + inTheStore + onTheRoad + underPapers + abroad
            + fromOutside + inOthersNames + outlines
    }

    var farm: SeasonMember { members.apricotFarms[0] }
    var neighbour: SeasonMember { members.apricotFarms[1] }
    var packer: SeasonMember { members.packer }
    /// May harvest for the farm, and nothing more.
    var delegate: SeasonMember { members.collectors[0] }
    var stranger: SeasonMember { members.collectors[1] }

    /// What the farm says.
    var diary: FarmDiary { FarmDiary(farm: farm, time: now) }

    static let tonne = 1_000_000
}

/// What is on the ledger before, honestly.
extension AttemptScene {
    /// The farm's lot that papers are about, and the one that failed a test; a tonne each.
    static let certified = "P1"
    static let failed = "P2"

    enum Paper {
        /// Of the inspector, for half a tonne of ``certified``.
        static let phytosanitary = "PC-1"
        /// The same, of which the administrators learn that it was bought.
        static let bought = "PC-2"
        /// Of the laboratory, for ``certified``: too much of a pesticide for Latvia.
        static let residues = "T-1"
        static let failure = "T-2"
        /// Of an importer, for twenty tonnes.
        static let declaration = "TJ-26-0012345/1"
    }

    static let pesticide = "chlorpyrifos"

    /// In waves: goods, then papers about them.
    var honest: [SeasonDocument] {
        let importer = members.importers[0]
        let made =
            SeasonAttempt.documents(
                of: [
                    diary.harvest(Self.tonne, lot: Self.certified),
                    diary.harvest(Self.tonne, lot: Self.failed),
                    diary.confirming(delegate, ["harvest"]),
                ], by: farm, named: "goods")
            + SeasonAttempt.documents(
                of: [importing(5 * Self.tonne, by: importer, under: Paper.declaration)],
                by: importer, named: "import")
        let papers =
            SeasonAttempt.documents(
                of: [
                    certifying(Paper.phytosanitary, "phytosanitary", Self.tonne / 2),
                    certifying(Paper.bought, "phytosanitary", Self.tonne / 2),
                ], by: members.inspector, in: .testing, named: "papers")
            + SeasonAttempt.documents(
                of: [
                    certifying(
                        Paper.residues, "test", nil,
                        [("result", .string("passed")), ("residues", found(micrograms: 12))]),
                    certifying(
                        Paper.failure, "test", nil, of: Self.failed,
                        [("result", .string("failed"))]),
                ], by: members.laboratory, in: .testing, named: "tests")
        return made + papers
    }

    /// What the administrators take out of use after that.
    var revocation: SeasonLimits.Revocation {
        SeasonLimits.Revocation(
            issuer: members.inspector.id, number: Paper.bought,
            reason: "It was sold and not earned: nobody looked at the goods.")
    }

    /// - Parameter grams: `nil` for a paper that is about the lot and not an amount of it.
    private func certifying(
        _ number: String, _ kind: String, _ grams: Int?, of lot: String = certified,
        _ more: [(name: String, value: JSONValue)] = []
    ) -> EventDraft {
        let goods = Amount(
            lot: diary.lot(lot), measure: grams.map { .grams($0) } ?? .untold)
        var event = EventDraft(
            what: .object(action: .observe, things: [], amounts: [goods]), time: now,
            bizStep: AgriVocabulary.certifying)
        event.extensions = [
            (
                "agri:certificate",
                object(
                    [
                        ("number", .string(number)), ("kind", .string(kind)),
                        ("validFrom", .string(now.later(days: -1).text)),
                        ("validUntil", .string(now.later(days: 60).text)),
                    ] + more)
            )
        ]
        return event
    }

    /// Of a kilogram.
    private func found(micrograms: Int) -> JSONValue {
        let amount = ExactDecimal(coefficient: Int128(micrograms), exponent: -3)
        return .array([
            object([("substance", .string(Self.pesticide)), ("amount", .number(amount))])
        ])
    }
}
