/// An event that a document holds and that is not sound.
package struct RefusedEvent: Hashable, Sendable {
    /// Its place in the document's event list, from 0.
    package var index: Int
    package var sourceRange: Range<Int>
    /// What is wrong, as far as the bound on listed violations allowed.
    package var violations: [Violation]
    package var isTruncated: Bool
}

extension EPCISDocument {
    /// A document all of whose events are sound (`GS1-Capture-Error-Behaviour: rollback`).
    ///
    /// - Throws: every violation found, up to the bound in `options`; a fault in the JSON itself ends
    ///   the search.
    package init(
        json bytes: [UInt8], options: EPCISReadingOptions = EPCISReadingOptions()
    ) throws(EPCISError) {
        let (document, refused) = try Self.reading(bytes, options: options)
        guard refused.isEmpty else {
            throw EPCISError(
                violations: refused.flatMap(\.violations),
                isTruncated: refused.contains(where: \.isTruncated))
        }
        self = document
    }

    /// A document with its sound events, and the others beside it (`proceed`).
    ///
    /// - Throws: when the JSON or the document around the events is wrong.
    package static func reading(
        _ bytes: [UInt8], options: EPCISReadingOptions = EPCISReadingOptions()
    ) throws(EPCISError) -> (document: EPCISDocument, refused: [RefusedEvent]) {
        try ByteWindow.lend(bytes) { (window) throws(EPCISError) in
            let source: JSONSource
            do throws(JSONError) {
                source = try JSONScanner.scan(window, limits: options.json)
            } catch {
                throw EPCISError(error)
            }
            var reader = DocumentReader(source: source, options: options)
            return try reader.read()
        }
    }
}

extension EPCISError {
    package init(_ error: JSONError) {
        self.init(violations: [
            Violation(
                code: error.reason.code, pointer: error.pointer, place: error.place,
                message: error.reason.sentence)
        ])
    }
}
