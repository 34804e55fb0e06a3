package import EPCIS
package import LedgerCore

/// One thing that an event does to one stock.
///
/// Spec: Docs/Spec/MassBalance.md §3.
package struct Movement: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// An event of the lot that moves nothing.
        case observe
        case create
        case consume(ConsumptionReason)
        case ship
        case receive
        case takeBack
        case pack
        case unpack
    }

    package let kind: Kind
    package let lot: ObjectKey
    /// Whether the lot is one thing with a serial, which may also be a container.
    package let isItem: Bool
    package let unit: SmallestUnit
    /// In that unit; 0 where nothing moves.
    package let amount: Int64
    package let part: EventPart
    /// Named as inside the container of the same event: it moves by itself only where the ledger
    /// knows of nothing inside.
    package let isInsideContainer: Bool
    /// Whether the thing named can be stock at all, and so has a leaf.
    package let isStock: Bool
    /// What was counted of it by a stock-taking, in its unit; for further mentions of the same lot nil.
    /// In the digest of a meaning since version 4.
    package var counted: Int64?
}

extension Movement.Kind {
    /// Whether it changes an account.
    var movesStock: Bool {
        switch self {
        case .create, .consume, .ship, .receive, .takeBack: true
        case .observe, .pack, .unpack: false
        }
    }
}

/// Why stock is gone.
///
/// Spec: Docs/Spec/Rules.md §4.
package enum ConsumptionReason: String, Hashable, Sendable, CaseIterable {
    case processed, sold, destroyed, decommissioned, expired, damaged, stolen, lost
    case ownUse = "own_use"
    /// Sent and not received; no event says this, a receipt that closes does.
    case lostOnRoad = "lost_on_road"
    /// Not there when it was counted.
    case shortage
    /// Said since version 4; before it is `lost`, `destroyed` or another.
    case waste, sample, used

    /// Whether a container that is gone for this reason took its content along.
    var takesContent: Bool { self != .decommissioned }
}
