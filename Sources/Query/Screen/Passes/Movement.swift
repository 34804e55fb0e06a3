import LedgerCore
import Storage

/// What an event did to a lot on one account, in the index's numbers.
struct Movement {
    enum Cause {
        case created, shipped, received
        /// Consumed, taken back, in dispute.
        case other
    }

    let event: Int64
    /// Milliseconds since 1970.
    let time: Int64
    let holder: Int64
    let cause: Cause
    let counterparty: Int64?
    let isInflow: Bool
    let unit: SmallestUnit
    let stock: Stock
    let place: Int64?
    let isTransformation: Bool
}

extension Movement.Cause {
    init(word: String) {
        self =
            switch word {
            case "created": .created
            case "shipped": .shipped
            case "received": .received
            default: .other
            }
    }
}

/// A rule that looks at one lot after the other.
protocol LotRule {
    /// - Parameter movements: all of the lot that stand, by event time.
    mutating func take(
        lot: Int64, _ movements: [Movement], _ findings: inout Findings
    ) throws(StorageError)
}
