/// Lots that were near affected ones and took nothing of them.
package struct UnaffectedLots: Equatable, Sendable {
    /// Each once, under the first reason that holds.
    package let lots: [UnaffectedLot]
    /// Whether there are more.
    package let isTruncated: Bool
}

package struct UnaffectedLot: Equatable, Sendable {
    /// Why somebody might think of it.
    package enum Reason: String, Sendable, CaseIterable {
        /// It came out of the same joint as a lot that the recall begins with.
        case madeBeside = "made_beside"
        /// It went into a lot that the recall begins with: the cause may lie there, the recall does
        /// not follow it.
        case wentIntoStart = "went_into_start"
        /// It went into a joint that an affected lot went into as well.
        case wentInBeside = "went_in_beside"
        /// The same member made it at the same place within a day of a lot that the recall begins
        /// with.
        case samePlaceAndDay = "same_place_and_day"
    }

    package let key: String
    package let reason: Reason
    /// Key of the affected lot that it was near.
    package let beside: String
    /// Where they met; for ``Reason/samePlaceAndDay`` the event that made it.
    package let eventID: String
}

/// Affected goods that went into something whose output nobody has recorded.
package struct RecallOpenEnds: Equatable, Sendable {
    package let count: Int
    /// The first of them.
    package let listed: [RecallOpenEnd]
}

package struct RecallOpenEnd: Equatable, Sendable {
    /// Key of an affected lot that went in.
    package let lot: String
    package let eventID: String
}
