import EPCIS

/// Who may read each field of one event: the table, as far as the event does not choose otherwise.
///
/// Spec: Docs/Spec/Visibility.md §5.
package struct EventLevels: Hashable, Sendable {
    private let statement: VisibilityStatement

    package init(_ statement: VisibilityStatement = VisibilityStatement()) {
        self.statement = statement
    }

    package subscript(field: EventField) -> VisibilityLevel {
        level(of: field, chosen: statement.fields[field.rawValue])
    }

    /// Of an extension, by its full name.
    package subscript(name: String) -> VisibilityLevel {
        let field = AttributeTable.rule(of: name).field
        return level(of: field, chosen: statement.fields[name] ?? statement.fields[field.rawValue])
    }

    /// Of an extension's value as a whole: with parts that nobody knows, those of words.
    func level(ofWhole value: JSONValue, named name: String) -> VisibilityLevel {
        AttributeTable.rule(of: name).isWhole(value)
            ? self[name] : max(self[name], self[.words])
    }

    private func level(of field: EventField, chosen: VisibilityLevel?) -> VisibilityLevel {
        let wanted: VisibilityLevel
        if let chosen {
            wanted = chosen
        } else if let whole = statement.level, whole > field.standard || field.followsWidening {
            wanted = whole
        } else {
            wanted = field.standard
        }
        return min(max(wanted, field.choice.lowerBound), field.choice.upperBound)
    }

    /// The widest level under which nothing of an event is withheld.
    var narrowest: VisibilityLevel {
        let fields = EventField.allCases.map { self[$0] }
        let names = statement.fields.keys.filter { EventField(rawValue: $0) == nil }
        // order-free: the greatest of them.
        return names.reduce(fields.max() ?? .everybody) { max($0, self[$1]) }
    }
}

/// The levels that the index keeps of an event, two bits each.
struct IndexedLevels: Hashable, Sendable {
    let rawValue: Int64

    /// In the order of their bits.
    private static let fields: [EventField] = [.time, .place, .amount, .counterparty]

    init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    init(_ levels: EventLevels) {
        rawValue = IndexedLevels.fields.enumerated().reduce(0) { bits, entry in
            bits | levels[entry.element].rawValue << (2 * entry.offset)
        }
    }

    static let amountShift = 4
    static let counterpartyShift = 6

    /// How far to the right the level of a field stands; nil for one that is not kept.
    static func shift(of field: EventField) -> Int? {
        fields.firstIndex(of: field).map { 2 * $0 }
    }

    subscript(field: EventField) -> VisibilityLevel {
        guard let shift = IndexedLevels.shift(of: field) else { return field.standard }
        return VisibilityLevel(rawValue: rawValue >> shift & 3) ?? .regulators
    }
}
