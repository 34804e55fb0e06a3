package import LedgerCore

/// What the page of a label says: where this came from, and through whose hands. It is for everybody: what
/// is not public is not in it, whoever asks.
///
/// Spec: Docs/Spec/Visibility.md §9.
package struct LabelView: Equatable, Sendable {
    /// Key of the lot or item on the label.
    package let lot: String
    package let product: LabelProduct?
    /// Where and when its goods came in: one for each harvest, import and opening stock that went into it,
    /// the earliest first.
    package let origins: [LabelOrigin]
    /// Where what is accounted for of it came from; none where that is not on record.
    package let shares: [OriginShare]
    /// Whether there are origins that are not listed: too many, or parts with no recorded past.
    package let hasMoreOrigins: Bool
    /// What happened, from the field on, in order of event time.
    package let steps: [LabelStep]
    package let hasMoreSteps: Bool
    /// Attributes stated when it was made.
    package let attributes: [Attribute]
    /// Whether the ledger saw it made.
    package let hasBeginning: Bool
    /// Whether the ledger cannot follow all of its past.
    package let isUnaccounted: Bool
    /// Of the lot itself, or else of what went into it.
    package let recall: LotRecall?
    package let height: Height
}

/// A product with what its maker says of it.
package struct LabelProduct: Equatable, Sendable {
    /// Key of the trade item.
    package let key: String
    package let masterData: [Attribute]
}

/// A harvest that went into a lot, or goods that came in otherwise.
package struct LabelOrigin: Equatable, Sendable {
    /// Key of the lot that was harvested.
    package let lot: String
    /// Where its goods came from by the papers; none where that is not on record. It may be called a harvest
    /// only where nothing else is said here.
    package let shares: [OriginShare]
    /// Member id of the farm, or of who brought them in.
    package let member: String
    package let eventID: String
    /// The beginning of the day, as a rule.
    package let eventTime: Timestamp
    /// Minutes that the clocks were ahead of UTC there.
    package let zoneMinutes: Int
    package let place: LabelPlace?
    /// Stated at the harvest: dates, variety, country.
    package let attributes: [Attribute]
}

extension LabelOrigin {
    /// Whether all of it that is accounted for was grown, as far as is on record.
    package var isHarvest: Bool {
        shares.allSatisfy { share in
            if case .grown = share.origin { true } else { false }
        }
    }
}

/// What may be said of a place: as a rule the district and country in which it lies.
package struct LabelPlace: Equatable, Sendable {
    package let masterData: [Attribute]
}

/// An event on the way to the label.
package struct LabelStep: Equatable, Sendable {
    package let eventID: String
    package let eventTime: Timestamp
    /// Minutes that the clocks were ahead of UTC there.
    package let zoneMinutes: Int
    /// Name of the business step.
    package let bizStep: String?
    package let place: LabelPlace?
    /// Member id of who said it.
    package let member: String
    /// Key of the lot that the step is about: that of the label, or one that went into it.
    package let lot: String
    /// Depth of that lot in the trace; 0 is the label's.
    package let depth: Int
}
