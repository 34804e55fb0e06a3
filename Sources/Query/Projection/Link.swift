import EPCIS
import LedgerCore

/// How things become part of other things.
package enum LinkKind: Int64, Hashable, Sendable {
    /// Inputs become outputs.
    case transformation = 1
    /// Children are packed into a parent.
    case aggregation = 2
}

/// Which end of a joint a thing is at.
enum LinkSide: Int64 {
    case input = 0
    case output = 1
}

/// What holds inputs and outputs together: one event, or the events of one transformation id.
enum Joint {
    /// Even.
    static func event(_ number: Int64) -> Int64 { number * 2 }

    /// Odd.
    static func transformation(name: Int64) -> Int64 { name * 2 + 1 }
}

extension EventMentions.Mention {
    /// The amount in smallest units; nil where it is not known.
    var amount: (amount: Int64, unit: SmallestUnit)? {
        guard let quantity else { return (1, .piece) }
        guard let measured = try? quantity.measured() else { return nil }
        return (measured.amount, measured.dimension.smallestUnit)
    }

    /// The end of a joint that the thing is at in an event; nil where it is at none.
    func side(in event: EPCISEvent) -> LinkSide? {
        switch role {
        case .inputEPC, .inputClass: .input
        case .outputEPC, .outputClass: .output
        case .parent: event.packs ? .output : nil
        case .epc, .epcClass: event.packs ? .input : nil
        case .transformation, .carried: nil
        }
    }
}

extension EPCISEvent {
    /// Whether children go into a parent. Taking them out again makes nothing of anything, so it is
    /// no link: a lot that left a pallet did not come from the others on it.
    var packs: Bool {
        if case .aggregation(let event) = payload { event.action == .add } else { false }
    }
}

extension Quantity.Dimension {
    var smallestUnit: SmallestUnit {
        switch self {
        case .mass: .milligram
        case .volume: .microlitre
        case .count: .piece
        case .length: .micrometre
        case .area: .squareMillimetre
        }
    }
}
