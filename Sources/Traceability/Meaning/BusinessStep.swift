package import EPCIS

/// What a business step says about stock.
///
/// Spec: Docs/Spec/Rules.md §1.
package enum BusinessStep: Hashable, Sendable {
    case leaving, arriving, takingBack, selling
    case harvesting
    case destroying, decommissioning, losing, ownUse
    case certifying, revoking
    case handingOver
    case importing, openingStock
    case stockTaking
    case delegating, withdrawing
    case other

    /// What stands before the name of a step of ours.
    package static let namespace = "https://daftar.tj/voc/BizStep-"

    /// Field and works steps that the CBV lacks. They change nothing in the books beyond what the
    /// event's type and action say; they are listed so that pages can name them.
    package static let works = [
        "harvesting", "collecting_produce", "grading", "washing", "sulphuring", "drying",
        "pitting", "cooling", "curing", "ginning", "milling", "extracting", "commingling",
        "losing", "own_use", "certifying", "revoking",
        "handing_over", "importing", "opening_stock", "delegating", "withdrawing",
    ]

    package init(_ term: VocabularyTerm?) {
        self = term.flatMap { BusinessStep.meanings[$0.name] } ?? .other
    }

    private static let meanings: [String: BusinessStep] = [
        "shipping": .leaving,
        "departing": .leaving,
        "receiving": .arriving,
        "accepting": .arriving,
        "void_shipping": .takingBack,
        "retail_selling": .selling,
        "dispensing": .selling,
        "destroying": .destroying,
        "decommissioning": .decommissioning,
        "stock_taking": .stockTaking,
        namespace + "harvesting": .harvesting,
        namespace + "losing": .losing,
        namespace + "own_use": .ownUse,
        namespace + "certifying": .certifying,
        namespace + "revoking": .revoking,
        namespace + "handing_over": .handingOver,
        namespace + "importing": .importing,
        namespace + "opening_stock": .openingStock,
        namespace + "delegating": .delegating,
        namespace + "withdrawing": .withdrawing,
        "urn:gdst:bizStep:farmHarvest": .harvesting,
        "urn:gdst:bizStep:fishingEvent": .harvesting,
        "urn:gdst:bizStep:hatching": .harvesting,
    ]
}

extension ConsumptionReason {
    /// The reason of a deletion.
    ///
    /// Spec: Docs/Spec/Rules.md §4.
    init(step: BusinessStep, disposition: VocabularyTerm?) {
        switch (step, disposition?.name) {
        case (.selling, _), (_, "retail_sold"), (_, "dispensed"): self = .sold
        case (.ownUse, _): self = .ownUse
        case (_, "expired"): self = .expired
        case (_, "damaged"): self = .damaged
        case (_, "stolen"): self = .stolen
        case (.destroying, _), (_, "destroyed"), (_, "disposed"): self = .destroyed
        case (.decommissioning, _): self = .decommissioned
        default: self = .lost
        }
    }

    /// The finer reason of a deletion, which the digest of a meaning does not have.
    ///
    /// Spec: Docs/Spec/Rules.md §4.
    init?(finely event: EPCISEvent) {
        switch (event.disposition?.name, event.bizStep?.name) {
        case (ConsumptionReason.dispositions + "waste", _): self = .waste
        case (ConsumptionReason.dispositions + "sample", _), (nil, "sampling"): self = .sample
        case (ConsumptionReason.dispositions + "used", _): self = .used
        default: return nil
        }
    }

    private static let dispositions = "https://daftar.tj/voc/Disp-"
}
