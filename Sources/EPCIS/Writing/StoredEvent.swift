/// The bytes of one event as they were captured, cut out of their document.
package struct StoredEvent: Hashable, Sendable {
    package var bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The event's part of the document it was read from.
    ///
    /// - Precondition: `event` was read from `document`.
    package init(_ event: EPCISEvent, in document: [UInt8]) {
        bytes = Array(document[event.sourceRange])
    }

    /// The event as it is served: with the ledger's record time in place of the sender's, and with
    /// the id and context that it lacks by itself.
    ///
    /// Every other byte stays what it was.
    ///
    /// - Parameters:
    ///   - eventID: given to an event without one; an event's own id is never replaced.
    ///   - context: given to an event without one, when its prefixes would not be known otherwise.
    /// - Throws: when the bytes are not one JSON object.
    package func served(
        eventID: String?, recordTime: EventTime, context: JSONValue? = nil
    ) throws(JSONError) -> [UInt8] {
        try ByteWindow.lend(bytes) { (window) throws(JSONError) in
            let source = try JSONScanner.scan(window, limits: JSONLimits())
            guard source.kind(0) == .object else {
                throw JSONError(
                    reason: .unexpectedByte, place: SourcePlace(offset: 0, line: 1, column: 1),
                    pointer: "")
            }
            return splice(source, eventID, recordTime, context)
        }
    }

    private func splice(
        _ source: JSONSource, _ eventID: String?, _ recordTime: EventTime, _ context: JSONValue?
    ) -> [UInt8] {
        let recordTimeNode = source.member("recordTime", of: 0)
        var added = JSONWriter()
        added.object { json in
            if let context, source.member("@context", of: 0) == nil {
                json.member("@context", context)
            }
            if source.member("eventID", of: 0) == nil { json.member("eventID", eventID) }
            if recordTimeNode == nil { json.member("recordTime", recordTime.text) }
        }
        let start = source.contents(0).lowerBound
        let isEmpty = source.next(0) == 1
        // All but the closing brace of what is added, then all but the opening brace of the event.
        var served = Array(added.bytes.dropLast())
        if added.bytes.count > 2, !isEmpty { served.append(UInt8(ascii: ",")) }
        if let recordTimeNode {
            let old = source.sourceRange(recordTimeNode)
            served += bytes[(start + 1)..<old.lowerBound]
            served += JSONWriter.write(.string(recordTime.text))
            served += bytes[old.upperBound...]
        } else {
            served += bytes[(start + 1)...]
        }
        return served
    }
}
