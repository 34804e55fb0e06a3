package import LedgerCore

/// Something an inspector should look at, and why. No proof of anything, and no refusal.
///
/// Spec: Docs/Spec/Screen.md §1.
package struct Alert: Equatable, Sendable {
    package let code: AlertCode
    /// Ids of the members it concerns, the one that should explain it first.
    package let members: [String]
    /// Keys of lots.
    package let lots: [String]
    /// Key of the place, where it is about one.
    package let place: String?
    /// The kinds of goods: customs codes where master data names them, otherwise keys of products.
    package let goods: [String]
    /// What made it fire.
    package let numbers: [AlertNumber]
    /// Ids of the newest events behind it, in ledger order.
    package let eventIDs: [String]
    /// How many events are behind it, those that are not listed included.
    package let eventCount: Int
    /// Number of the newest of them.
    package let newestEvent: Int64
    /// Block time and height of the newest of them.
    package let recordTime: Timestamp
    package let height: Height

    package var severity: AlertSeverity { code.severity }
}

/// A value that was seen, the one beyond which it is worth an alert, and what is usual.
package struct AlertNumber: Hashable, Sendable {
    package let name: String
    package let observed: Int64
    package let threshold: Int64
    /// The median or mean that it was compared with; nil where nothing is compared.
    package let usual: Int64?
    package let unit: AlertUnit

    init(
        _ name: String, _ observed: Int64, beyond threshold: Int64, usual: Int64? = nil,
        _ unit: AlertUnit
    ) {
        self.name = name
        self.observed = observed
        self.threshold = threshold
        self.usual = usual
        self.unit = unit
    }
}

package enum AlertUnit: String, Hashable, Sendable {
    case perMillion, perMille, days, minutes, events, lots, members, milligram, microlitre, piece
    case micrometre, squareMillimetre
}

extension AlertUnit {
    init(_ unit: SmallestUnit) {
        self =
            switch unit {
            case .milligram: .milligram
            case .microlitre: .microlitre
            case .piece: .piece
            case .micrometre: .micrometre
            case .squareMillimetre: .squareMillimetre
            }
    }
}
