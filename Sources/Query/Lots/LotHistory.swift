package import EPCIS
package import LedgerCore

/// What happened to a lot, as one reader sees it, in the order of event time.
package struct LotHistory: Equatable, Sendable {
    /// Key of the lot.
    package let lot: String
    package let steps: [LotStep]
    /// Whether there are more steps than were asked for; the earliest are given.
    package let isTruncated: Bool
    package let height: Height
}

/// One event of a lot.
package struct LotStep: Equatable, Sendable {
    package let event: EventRecord
    package let action: EPCISEvent.Action?
    /// Name of the business step, of the disposition.
    package let bizStep: String?
    package let disposition: String?
    /// Keys of places; nil where they are withheld.
    package let readPoint: String?
    package let bizLocation: String?
    /// As what the event names the lot; `carried` when it was inside a container that moved.
    package let roles: [MentionRole]
    /// What the event did to stocks of this lot; none where amounts are withheld.
    package let postings: [LotPosting]
}

/// What an event did to one stock of a lot.
package struct LotPosting: Equatable, Sendable {
    /// `created`, `consumed:sold`, `shipped`, `received`, `taken_back`, `disputed`,
    /// `declared`.
    package let cause: String
    /// Member id.
    package let holder: String
    /// Where the event says, and to this reader: a member id, or the key of a party.
    package let counterparty: String?
    package let isInflow: Bool
    package let unit: SmallestUnit
    package let stock: Stock
}
