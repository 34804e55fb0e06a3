/// What a rule of the screen looks for. The codes are stable.
///
/// Spec: Docs/Spec/Screen.md §2.
package enum AlertCode: String, Hashable, Sendable, CaseIterable {
    case ratioOwnHistory = "screen.ratio_own_history"
    case ratioPeers = "screen.ratio_peers"
    case phantomAmount = "screen.phantom_amount"
    case phantomPassage = "screen.phantom_passage"
    case circularTrade = "screen.circular_trade"
    case splitMerge = "screen.split_merge"
    case nightBulk = "screen.night_bulk"
    case dormantLot = "screen.dormant_lot"

    /// What was seen, in a sentence; the numbers stand beside it.
    package var meaning: String {
        switch self {
        case .ratioOwnHistory:
            "A transformation gave far more or less than this works usually gets from such goods."
        case .ratioPeers:
            "A works gets far more or less from such goods than the other works do."
        case .phantomAmount:
            "Far more of such goods begins at this place than at any like it, and nothing arrives."
        case .phantomPassage:
            "Everything that begins at this place leaves it at once, and nothing else happens here."
        case .circularTrade: "Goods came back, through others, to a member that had sold them."
        case .splitMerge:
            "Goods of unknown origin were split and soon merged with accounted goods, with no loss."
        case .nightBulk: "A member recorded far more in one night than it usually does at night."
        case .dormantLot: "A lot that had not moved for long was shipped."
        }
    }

    package var severity: AlertSeverity {
        switch self {
        case .splitMerge, .phantomPassage: .high
        case .ratioOwnHistory, .ratioPeers, .phantomAmount, .circularTrade: .medium
        case .nightBulk, .dormantLot: .low
        }
    }
}

/// How much an alert deserves somebody's time, before anybody looked.
package enum AlertSeverity: String, Hashable, Sendable, CaseIterable, Comparable {
    case low, medium, high

    package static func < (left: AlertSeverity, right: AlertSeverity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }
}
