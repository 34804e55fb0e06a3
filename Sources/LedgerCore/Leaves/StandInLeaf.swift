/// What an event has to do with delegations; only events that have something have this leaf.
///
/// Spec: Docs/Spec/Rules.md §14.
package enum StandInLeaf: Hashable, Sendable {
    /// It was recorded for its member by another.
    case recorded(by: MemberID)
    /// Its member confirmed that the other may.
    case confirmed(MemberID)
    /// Its member withdrew that.
    case withdrew(MemberID)
}

extension StandInLeaf: CBORCodable {
    private enum Tag: UInt64 {
        case recorded = 1
        case confirmed = 2
        case withdrew = 3
    }

    package func encode(into writer: inout CBORWriter) {
        let (tag, delegate): (Tag, MemberID) =
            switch self {
            case .recorded(let delegate): (.recorded, delegate)
            case .confirmed(let delegate): (.confirmed, delegate)
            case .withdrew(let delegate): (.withdrew, delegate)
            }
        writer.leaf(version: 1, fields: 2)
        writer.unsigned(tag.rawValue)
        writer.value(delegate)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 2)
        let offset = reader.offset
        let tag = Tag(rawValue: try reader.unsigned())
        let delegate = try reader.value(MemberID.self)
        switch tag {
        case .recorded: self = .recorded(by: delegate)
        case .confirmed: self = .confirmed(delegate)
        case .withdrew: self = .withdrew(delegate)
        case nil: throw CBORError(.invalid("what an event does with a delegation"), at: offset)
        }
    }
}

extension StateKey {
    package static func standIn(_ event: String) -> StateKey { StateKey(.standIn, event) }
}

extension StateType {
    /// ``StandInLeaf``; id is the event id.
    package static let standIn = StateType(49)
}
