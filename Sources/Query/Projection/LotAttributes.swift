import LedgerCore

/// What an event states of the lots that it makes, as the index keeps it.
struct LotAttributes: Equatable {
    struct Entry: Equatable {
        /// Number of its full name.
        let name: Int64
        /// Who may read it.
        let level: VisibilityLevel
        /// JSON.
        let value: Bytes
    }

    /// In the order of the event; where a name comes again, the last one counts.
    var entries: [Entry] = []
}

/// [[name, level, value], …]
extension LotAttributes: CBORCodable {
    func encode(into writer: inout CBORWriter) { writer.array(entries) }

    init(from reader: inout CBORReader) throws(CBORError) {
        entries = try reader.array(of: Entry.self)
    }
}

extension LotAttributes.Entry: CBORCodable {
    func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.signed(name)
        writer.signed(level.rawValue)
        writer.bytes(value)
    }

    init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        name = try reader.signed()
        let start = reader.offset
        guard let level = VisibilityLevel(rawValue: try reader.signed()) else {
            throw CBORError(.invalid("a level"), at: start)
        }
        self.level = level
        value = try reader.bytes()
    }
}
