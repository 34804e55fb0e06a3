import LedgerCore

/// Where a page of alerts ended. It holds no secret and grants nothing.
struct AlertToken: Equatable {
    private let event: Int64
    private let code: String
    private let subject: String
    private let question: Bytes

    init(after alert: Alert, question: Bytes) {
        event = alert.newestEvent
        code = alert.code.rawValue
        subject = alert.subject
        self.question = question
    }

    var text: String {
        var writer = CBORWriter()
        writer.array(count: 5)
        writer.unsigned(1)
        writer.signed(event)
        writer.text(code)
        writer.text(subject)
        writer.bytes(question)
        return writer.output.hex
    }

    /// - Throws: `.badPageToken` for what is no token of this question.
    init(_ text: String, question: Bytes) throws(EventQueryError) {
        do {
            guard let bytes = Bytes(hex: text) else { throw EventQueryError.badPageToken }
            var reader = CBORReader(bytes)
            try reader.array(count: 5)
            let version = try reader.unsigned()
            event = try reader.signed()
            code = try reader.text()
            subject = try reader.text()
            self.question = try reader.bytes(max: PageToken.questionByteCount)
            try reader.finish()
            guard version == 1, self.question == question else {
                throw EventQueryError.badPageToken
            }
        } catch { throw .badPageToken }
    }

    /// Whether an alert comes behind the page.
    func isBefore(_ alert: Alert) -> Bool {
        if event != alert.newestEvent { return event > alert.newestEvent }
        if code != alert.code.rawValue { return code < alert.code.rawValue }
        return subject < alert.subject
    }

    /// The beginning of the digest of a question.
    static func question(_ query: AlertQuery) -> Bytes {
        // The description of a value names its fields and values in order.
        let text = String(reflecting: query)
        return Array(
            Digest(hashing: Array(text.utf8)).bytes.prefix(PageToken.questionByteCount))
    }
}
