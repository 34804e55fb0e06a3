import LedgerCore

/// Where a page ended, and what the ledger looked like when the first one was asked for.
///
/// Later pages are of the same snapshot, so events that arrive meanwhile neither shift nor repeat
/// anything. The token is of its question: with another one it is refused. It holds no secret and
/// grants nothing.
///
/// Spec: Docs/Spec/Storage.md §9.
struct PageToken: Equatable {
    /// The height whose events the pages are of.
    let snapshot: Height
    /// Of the last event that was given: its time when that is the order, and its number.
    let time: Int64
    let number: Int64
    /// How many events were given.
    let given: Int
    /// The beginning of the digest of the question.
    let question: Bytes

    static let questionByteCount = 8

    var text: String {
        var writer = CBORWriter()
        writer.array(count: 6)
        writer.unsigned(1)
        writer.value(snapshot)
        writer.signed(time)
        writer.signed(number)
        writer.unsigned(UInt64(given))
        writer.bytes(question)
        return writer.output.hex
    }

    init(snapshot: Height, time: Int64, number: Int64, given: Int, question: Bytes) {
        self.snapshot = snapshot
        self.time = time
        self.number = number
        self.given = given
        self.question = question
    }

    /// - Throws: `.badPageToken` for what is no token of this question.
    init(_ text: String, of query: EventQuery) throws(EventQueryError) {
        do {
            guard let bytes = Bytes(hex: text) else { throw EventQueryError.badPageToken }
            var reader = CBORReader(bytes)
            try reader.array(count: 6)
            let version = try reader.unsigned()
            snapshot = try reader.value(Height.self)
            time = try reader.signed()
            number = try reader.signed()
            given = try reader.unsigned(Int.self)
            question = try reader.bytes(max: PageToken.questionByteCount)
            try reader.finish()
            guard version == 1, question == PageToken.question(query) else {
                throw EventQueryError.badPageToken
            }
        } catch { throw .badPageToken }
    }

    /// The beginning of the digest of a question.
    static func question(_ query: EventQuery) -> Bytes {
        // The description of a value names its fields and values in order.
        let text = String(reflecting: query)
        return Array(Digest(hashing: Array(text.utf8)).bytes.prefix(questionByteCount))
    }
}
