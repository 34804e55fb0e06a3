/// Reads a document: its head itself, its events through ``EventReader``.
struct DocumentReader {
    private var reader: EventReader
    private let options: EPCISReadingOptions
    private var refusals: [Refusal] = []

    /// An event that was refused, and which of the findings are about it.
    private struct Refusal {
        var index: Int
        var node: Int
        var findings: Range<Int>
        var isTruncated: Bool
    }

    init(source: JSONSource, options: EPCISReadingOptions) {
        self.options = options
        reader = EventReader(
            source: source, namespaces: options.namespaces, violationsMax: options.violationsMax)
    }

    /// The document with its sound events, and the others with what is wrong about each.
    ///
    /// - Throws: when the document itself is wrong.
    mutating func read() throws(EPCISError) -> (EPCISDocument, [RefusedEvent]) {
        let root = 0
        guard reader.expect(.object, root, "an EPCIS document"),
            let type = reader.source.member("type", of: root)
        else {
            if reader.diagnostics.count == 0 {
                reader.report(.missingField, at: root, "a document needs type")
            }
            throw error()
        }
        let document: EPCISDocument
        switch reader.source.kind(type) == .string ? reader.source.string(type) : "" {
        case "EPCISDocument": document = try readCapture(root)
        case "EPCISQueryDocument": document = try readAnswer(root)
        case let name where EPCISEvent.EventType(rawValue: name) != nil:
            document = try readBareEvent(root)
        default:
            reader.report(
                .unknownEventType, at: type, "neither an EPCIS document nor one of its events")
            throw error()
        }
        return (document, refusedEvents())
    }

    // MARK: The three forms

    private mutating func readCapture(_ root: Int) throws(EPCISError) -> EPCISDocument {
        var document = readHead(root, form: .capture)
        require("schemaVersion", root)
        require("creationDate", root)
        let body = member("epcisBody", of: root)
        let list = body.flatMap { member("eventList", of: $0) }
        return try finish(&document, list)
    }

    private mutating func readAnswer(_ root: Int) throws(EPCISError) -> EPCISDocument {
        var document = readHead(root, form: .answer(queryName: nil, subscriptionID: nil))
        let body = member("epcisBody", of: root)
        let results = body.flatMap { member("queryResults", of: $0) }
        let list = results.flatMap { member("resultsBody", of: $0) }
            .flatMap { member("eventList", of: $0) }
        if let results {
            document.form = .answer(
                queryName: optionalText("queryName", of: results),
                subscriptionID: optionalText("subscriptionID", of: results))
        }
        return try finish(&document, list)
    }

    private mutating func readBareEvent(_ root: Int) throws(EPCISError) -> EPCISDocument {
        var document = EPCISDocument(form: .bareEvent, namespaces: options.namespaces, events: [])
        if let context = reader.source.member("@context", of: root) {
            document.context = reader.source.value(context)
            reader.readContext(context)
            document.namespaces = reader.namespaces
        } else {
            requireContext(root)
        }
        if reader.diagnostics.count > 0 { throw error() }
        readEvent(root, index: 0, into: &document)
        if reader.diagnostics.count > 0 { throw error() }
        return document
    }

    // MARK: Head

    private mutating func readHead(_ root: Int, form: EPCISDocument.Form) -> EPCISDocument {
        var document = EPCISDocument(form: form, namespaces: options.namespaces, events: [])
        let source = reader.source
        if let context = source.member("@context", of: root) {
            document.context = source.value(context)
            reader.readContext(context)
        } else {
            requireContext(root)
        }
        document.namespaces = reader.namespaces
        reader.members(root) { reader, name, value in
            switch source.string(name) {
            case "@context", "type", "epcisBody": break
            case "id": document.id = reader.text(value)
            case "schemaVersion": document.schemaVersion = reader.version(value)
            case "creationDate": document.creationDate = reader.time(value)
            case "sender": document.sender = reader.text(value)
            case "receiver": document.receiver = reader.text(value)
            case "instanceIdentifier": document.instanceIdentifier = reader.text(value)
            case "epcisHeader": document.header = source.value(value)
            default:
                if let field = reader.extensionField(name) { document.extensions.append(field) }
            }
        }
        return document
    }

    private mutating func requireContext(_ root: Int) {
        if options.requiresContext {
            reader.report(.missingField, at: root, "@context is required")
        } else {
            for (prefix, namespace) in KnownContext.prefixes
            where reader.namespaces.namespace(of: prefix) == nil {
                reader.namespaces.declare(prefix, as: namespace)
            }
        }
    }

    private mutating func require(_ name: StaticString, _ node: Int) {
        if reader.source.member(name, of: node) == nil {
            reader.report(.missingField, at: node, "\(name) is required")
        }
    }

    private mutating func member(_ name: StaticString, of node: Int) -> Int? {
        guard reader.expect(.object, node, "an object") else { return nil }
        if let value = reader.source.member(name, of: node) { return value }
        reader.report(.missingField, at: node, "\(name) is required")
        return nil
    }

    private mutating func optionalText(_ name: StaticString, of node: Int) -> String? {
        reader.source.member(name, of: node).flatMap { reader.text($0) }
    }

    // MARK: Events

    private mutating func finish(
        _ document: inout EPCISDocument, _ list: Int?
    ) throws(EPCISError) -> EPCISDocument {
        guard let list, reader.diagnostics.count == 0,
            reader.expect(.array, list, "a list of events")
        else { throw error() }
        document.events.reserveCapacity(
            min(reader.source.elementCount(list), options.eventsMax))
        let end = reader.source.next(list)
        var place = list + 1
        var index = 0
        while place < end {
            guard index < options.eventsMax else {
                reader.report(
                    .tooManyEvents, at: list, "more than \(options.eventsMax) events")
                throw error()
            }
            readEvent(place, index: index, into: &document)
            place = reader.source.next(place)
            index += 1
        }
        return document
    }

    private mutating func readEvent(_ node: Int, index: Int, into document: inout EPCISDocument) {
        let (listed, counted) = (reader.diagnostics.found.count, reader.diagnostics.count)
        if let event = reader.event(node) {
            document.events.append(event)
            return
        }
        let findings = listed..<reader.diagnostics.found.count
        refusals.append(
            Refusal(
                index: index, node: node, findings: findings,
                isTruncated: reader.diagnostics.count - counted > findings.count))
    }

    /// The refused events with their violations, all placed in one pass over the bytes.
    private func refusedEvents() -> [RefusedEvent] {
        guard !refusals.isEmpty else { return [] }
        // Events follow each other, so sorting by place keeps each event's findings together.
        let violations = reader.diagnostics.violations(in: reader.source)
        return refusals.map { refusal in
            RefusedEvent(
                index: refusal.index, sourceRange: reader.source.contents(refusal.node),
                violations: Array(violations[refusal.findings]), isTruncated: refusal.isTruncated)
        }
    }

    private func error() -> EPCISError {
        EPCISError(
            violations: reader.diagnostics.violations(in: reader.source),
            isTruncated: reader.diagnostics.count > reader.diagnostics.found.count)
    }
}

extension EventReader {
    /// Spec: EPCIS 2.0 §9.5: dot-separated numbers; of this standard the first is 2.
    fileprivate mutating func version(_ node: Int) -> String? {
        guard let text = text(node) else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let areNumbers = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy(URISyntax.isDigit)
        }
        if areNumbers, parts.first == "2" { return text }
        report(.badVersion, at: node, "\(quoted(node)) is no version of EPCIS 2")
        return nil
    }
}
