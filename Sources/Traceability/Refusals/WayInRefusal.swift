package import LedgerCore

/// A rule about goods that come in with papers that was broken.
///
/// Spec: Docs/Spec/MassBalance.md §10.2.
package enum WayInRefusal: Equatable, Sendable {
    case importUnreadable(reason: String)
    case foreignDeclaration(String, of: MemberID)
    case declarationDiffers(
        String, recorded: ImportDeclarationLeaf.Terms, found: ImportDeclarationLeaf.Terms)
    case importOverdrawn(String, available: Int64, asked: Int64, unit: SmallestUnit)
    case notLeft(lot: String, available: Int64, asked: Int64, unit: SmallestUnit)
    case openingUnreadable(reason: String)
    case openingTooLate(MemberID, first: Timestamp, until: Timestamp)
    case openingRecorded(lot: String)
}

extension WayInRefusal {
    var code: RuleCode {
        switch self {
        case .importUnreadable: .importUnreadable
        case .foreignDeclaration: .foreignDeclaration
        case .declarationDiffers: .declarationDiffers
        case .importOverdrawn: .importOverdrawn
        case .notLeft: .notLeft
        case .openingUnreadable: .openingUnreadable
        case .openingTooLate: .openingTooLate
        case .openingRecorded: .openingRecorded
        }
    }

    var details: [OutcomeDetail] {
        switch self {
        case .importUnreadable(let reason), .openingUnreadable(let reason):
            [OutcomeDetail("reason", reason)]
        case .foreignDeclaration(let number, let member):
            [OutcomeDetail("number", number), OutcomeDetail("member", member.text)]
        case .declarationDiffers(let number, let recorded, let found):
            [
                OutcomeDetail("number", number), OutcomeDetail("recorded", recorded.spoken),
                OutcomeDetail("found", found.spoken),
            ]
        case .importOverdrawn(let number, let available, let asked, let unit):
            [
                OutcomeDetail("number", number),
                OutcomeDetail("available", unit.spoken(available)),
                OutcomeDetail("asked", unit.spoken(asked)),
            ]
        case .notLeft(let lot, let available, let asked, let unit):
            [
                OutcomeDetail("lot", lot),
                OutcomeDetail("available", unit.spoken(available)),
                OutcomeDetail("asked", unit.spoken(asked)),
            ]
        case .openingTooLate(let member, let first, let until):
            [
                OutcomeDetail("member", member.text), OutcomeDetail("first", first.iso8601),
                OutcomeDetail("until", until.iso8601),
            ]
        case .openingRecorded(let lot): [OutcomeDetail("lot", lot)]
        }
    }
}

extension ImportDeclarationLeaf.Terms {
    /// Such as `20000 kg from UZ at Fotehobod, paid`.
    fileprivate var spoken: String {
        "\(unit.spoken(amount)) from \(country) at \(post), \(duty.rawValue)"
    }
}
