import Storage

/// Texts that occur again and again in one answer: steps, places, members.
struct TextCache {
    let reader: QueryReader
    private var texts: [Int64: String] = [:]

    init(reader: QueryReader) {
        self.reader = reader
    }

    mutating func text(_ name: Int64) throws(StorageError) -> String {
        if let text = texts[name] { return text }
        let text = try reader.text(name)
        texts[name] = text
        return text
    }

    mutating func optional(_ name: Int64?) throws(StorageError) -> String? {
        guard let name else { return nil }
        return try text(name)
    }
}
