/// What a reader is to an event.
package enum Standing: Int, Hashable, Sendable, CaseIterable {
    case stranger
    /// A chain partner of a lot that the event names.
    case partner
    /// Recorded with it: a holder, a source or destination, named by it, issuer of its certificate.
    case party
    case recorder
    case supervisor

    /// The one judgement on which every answer rests.
    ///
    /// Spec: Docs/Spec/Visibility.md §2.
    package func reads(_ level: VisibilityLevel) -> Bool {
        switch self {
        case .stranger: level == .everybody
        case .partner: level <= .partners
        case .party: level <= .parties
        case .recorder, .supervisor: true
        }
    }

    /// What an answer says of itself.
    package var readsAs: VisibilityLevel {
        switch self {
        case .stranger: .everybody
        case .partner: .partners
        case .party: .parties
        case .recorder, .supervisor: .regulators
        }
    }
}

extension Standing: Comparable {
    package static func < (left: Standing, right: Standing) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What a reader sees of one event: its standing, and of which lots it is a partner.
package struct Sight: Hashable, Sendable {
    package let standing: Standing
    /// Keys; only where the standing is ``Standing/partner``.
    package let lots: Set<String>

    package static let stranger = Sight(.stranger)

    package init(_ standing: Standing) {
        self.standing = standing
        lots = []
    }

    /// A partner of some of the lots of an event; of none, a stranger.
    package init(partnerOf lots: Set<String>) {
        standing = lots.isEmpty ? .stranger : .partner
        self.lots = lots
    }

    package func reads(_ level: VisibilityLevel) -> Bool { standing.reads(level) }

    /// Of what belongs to one lot: a partner of another lot of the event is a stranger to it.
    package func reads(_ level: VisibilityLevel, ofLot key: String) -> Bool {
        let standing: Standing =
            standing == .partner && !lots.contains(key) ? .stranger : standing
        return standing.reads(level)
    }
}
