package import LedgerCore

/// A question for alerts: everything that is asked must hold.
package struct AlertQuery: Hashable, Sendable {
    /// Any of these; empty for all.
    package var codes: [AlertCode] = []
    /// At least this.
    package var severity: AlertSeverity?
    /// Id of a member that it concerns.
    package var member: String?
    /// Key of a lot.
    package var lot: String?
    /// Key of a place.
    package var place: String?
    /// Block time of the newest event behind it, at the earliest.
    package var since: Timestamp?

    package init() {}

    package func matches(_ alert: Alert) -> Bool {
        (codes.isEmpty || codes.contains(alert.code))
            && alert.severity >= severity ?? .low
            && (member.map(alert.members.contains) ?? true)
            && (lot.map(alert.lots.contains) ?? true)
            && (place == nil || place == alert.place)
            && alert.recordTime.milliseconds >= since?.milliseconds ?? .min
    }
}

/// A page of alerts, of the newest event first.
package struct AlertPage: Equatable, Sendable {
    package let alerts: [Alert]
    /// How many alerts answer the question on all pages.
    package let count: Int
    /// Asks for the next page; nil after the last one.
    package let nextPageToken: String?
}
