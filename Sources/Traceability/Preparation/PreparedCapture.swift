package import EPCIS
package import LedgerCore

/// A document of events, read and understood.
package struct PreparedCapture: Sendable {
    package let document: EPCISDocument
    package let errorBehaviour: Interpretation.ErrorBehaviour
    /// In the order of the bytes. Unsound ones occur under `proceed` alone.
    package let events: [Entry]

    package enum Entry: Sendable {
        /// The event, and where it stands in `document.events`.
        case sound(PreparedEvent, documentIndex: Int)
        case unsound(PreparationViolation)
    }

    /// Reads a document under the interpretation its sender signed.
    ///
    /// - Throws: everything found; under `proceed` only what is wrong with the document around the
    ///   events.
    package init(
        _ bytes: Bytes, interpretation: Interpretation, member: MemberID
    ) throws(PreparationError) {
        let namespaces = interpretation.extensions
            .map { (prefix: $0.key, namespace: $0.value) }
            .sorted { $0.prefix.utf8.lexicographicallyPrecedes($1.prefix.utf8) }
        let options = EPCISReadingOptions(namespaces: NamespaceMap(namespaces))
        errorBehaviour = interpretation.errorBehaviour
        let refused: [RefusedEvent]
        do throws(EPCISError) {
            switch errorBehaviour {
            case .rollback:
                document = try EPCISDocument(json: bytes, options: options)
                refused = []
            case .proceed:
                (document, refused) = try EPCISDocument.reading(bytes, options: options)
            }
        } catch {
            throw PreparationError(error)
        }
        events = PreparedCapture.entries(of: document, refused, member)
        guard errorBehaviour == .rollback else { return }
        let violations = events.compactMap { entry in
            if case .unsound(let violation) = entry { violation } else { nil }
        }
        if !violations.isEmpty { throw PreparationError(violations) }
    }

    /// Puts sound and refused events back into the order of the document.
    private static func entries(
        of document: EPCISDocument, _ refused: [RefusedEvent], _ member: MemberID
    ) -> [Entry] {
        let unsound = Dictionary(refused.map { ($0.index, $0) }, uniquingKeysWith: { $1 })
        var entries: [Entry] = []
        var sound = 0
        for index in 0..<(document.events.count + unsound.count) {
            if let violation = unsound[index]?.violations.first {
                entries.append(.unsound(PreparationViolation(violation)))
                continue
            }
            guard sound < document.events.count else { break }
            do throws(MeaningError) {
                let event = try PreparedEvent(document.events[sound], member: member)
                entries.append(.sound(event, documentIndex: sound))
            } catch {
                let pointer = document.pointer(toEvent: index)
                entries.append(.unsound(PreparationViolation(error, pointer: pointer)))
            }
            sound += 1
        }
        return entries
    }
}

extension EPCISDocument {
    /// JSON Pointer to an event by its place among all events of the bytes.
    func pointer(toEvent index: Int) -> String {
        switch form {
        case .capture: "/epcisBody/eventList/\(index)"
        case .answer: "/epcisBody/queryResults/resultsBody/eventList/\(index)"
        case .bareEvent: ""
        }
    }
}
