/// Reads the events of one document from its tape.
///
/// What is wrong is reported and read on; an event with anything wrong comes back as `nil`.
struct EventReader {
    let source: JSONSource
    var diagnostics: Diagnostics
    /// What holds where the reader stands: the document's prefixes, inside an event its own too.
    var namespaces: NamespaceMap

    private var key = KeyBuilder(isRecording: false)
    private var texts = RangeCache<String>()
    private var identifiers = RangeCache<EPCIdentifier>()
    private let vocabularies = VocabularyTable.standard

    init(source: JSONSource, namespaces: NamespaceMap, violationsMax: Int) {
        self.source = source
        self.namespaces = namespaces
        diagnostics = Diagnostics(listedMax: violationsMax)
    }

    mutating func report(_ code: Violation.Code, at node: Int, _ message: String) {
        diagnostics.report(code, at: node, message)
    }

    /// The text of the string or name at `node` for a message, in quotes and not longer than helps.
    func quoted(_ node: Int) -> String {
        let text = source.string(node)
        guard text.utf8.count > 80 else { return "‘\(text)’" }
        return "‘\(text.unicodeScalars.prefix(80))…’"
    }

    /// Whether the value at `node` is of `kind`; reports when it is not.
    @inline(__always)
    mutating func expect(_ kind: JSONTape.Kind, _ node: Int, _ wanted: StaticString) -> Bool {
        guard source.kind(node) != kind else { return true }
        report(.wrongType, at: node, "\(wanted) is expected here")
        return false
    }

    // MARK: Scalars

    /// The text at `node`, shared with earlier occurrences.
    mutating func text(_ node: Int) -> String? {
        guard expect(.string, node, "a string") else { return nil }
        return shared(node)
    }

    private mutating func shared(_ node: Int) -> String {
        let range = source.contents(node)
        // Fifteen bytes fit into a String without memory of its own.
        guard range.count > 15, !source.isEscaped(node) else { return source.string(node) }
        let place = texts.place(source.bytes, range)
        if let text = texts.value(at: place, source.bytes, range) { return text }
        let text = source.bytes.string(range)
        texts.store(text, at: place, range)
        return text
    }

    /// A name of an extension member.
    mutating func name(_ node: Int) -> String { shared(node) }

    mutating func uri(_ node: Int) -> String? {
        guard let text = text(node) else { return nil }
        let isURI =
            source.isEscaped(node)
            ? ByteWindow.lend(text) { URISyntax.isURI($0, 0..<$0.count) }
            : URISyntax.isURI(source.bytes, source.contents(node))
        if isURI { return text }
        report(.badIdentifier, at: node, "\(quoted(node)) is \(IdentifierError.notURI.sentence)")
        return nil
    }

    mutating func time(_ node: Int) -> EventTime? {
        guard expect(.string, node, "a date and time") else { return nil }
        if source.isEscaped(node) {
            if let time = EventTime(parsing: source.string(node)) { return time }
        } else {
            let range = source.contents(node)
            if let milliseconds = EventTime.milliseconds(source.bytes, range) {
                return EventTime(milliseconds: milliseconds, text: shared(node))
            }
        }
        report(
            .badTime, at: node,
            "\(quoted(node)) is no date and time with zone (YYYY-MM-DDThh:mm:ss±hh:mm)")
        return nil
    }

    mutating func decimal(_ node: Int) -> ExactDecimal? {
        guard expect(.number, node, "a number") else { return nil }
        return ExactDecimal(source.bytes, source.contents(node))
    }

    mutating func boolean(_ node: Int) -> Bool? {
        switch source.kind(node) {
        case .yes: return true
        case .no: return false
        default:
            report(.wrongType, at: node, "true or false is expected here")
            return nil
        }
    }

    mutating func unit(_ node: Int) -> String? {
        guard let text = text(node) else { return nil }
        if MeasurementUnit.isCode(text) { return text }
        report(.badUnit, at: node, "\(quoted(node)) is no UN/CEFACT Recommendation 20 code")
        return nil
    }

    // MARK: Identifiers and vocabulary

    mutating func identifier(_ node: Int) -> EPCIdentifier? {
        guard expect(.string, node, "an identifier") else { return nil }
        let range = source.contents(node)
        do throws(IdentifierError) {
            if source.isEscaped(node) { return try EPCIdentifier(parsing: source.string(node)) }
            let place = identifiers.place(source.bytes, range)
            if let known = identifiers.value(at: place, source.bytes, range) { return known }
            let kind = try IdentifierReader.read(source.bytes, range, into: &key)
            let identifier = EPCIdentifier(text: source.bytes.string(range), kind: kind)
            // A serialised item rarely occurs again.
            if kind != .instance { identifiers.store(identifier, at: place, range) }
            return identifier
        } catch {
            report(error.code, at: node, "\(quoted(node)): \(error.sentence)")
            return nil
        }
    }

    mutating func term(_ node: Int, _ vocabulary: CBVVocabulary) -> VocabularyTerm? {
        guard expect(.string, node, "a word or URI") else { return nil }
        if !source.isEscaped(node),
            let term = vocabularies.bareWord(vocabulary, source.bytes, source.contents(node))
        {
            return term
        }
        let text = shared(node)
        if let term = vocabularies.term(text, in: vocabulary, namespaces: namespaces) {
            return term
        }
        report(
            .badVocabulary, at: node,
            "\(quoted(node)) is no \(vocabulary.title) of CBV 2.0 and no URI")
        return nil
    }

    // MARK: Lists

    mutating func list<Element>(
        _ node: Int, _ read: (inout EventReader, Int) -> Element?
    ) -> [Element] {
        guard expect(.array, node, "a list") else { return [] }
        var elements: [Element] = []
        elements.reserveCapacity(source.elementCount(node))
        let end = source.next(node)
        var place = node + 1
        while place < end {
            if let element = read(&self, place) { elements.append(element) }
            place = source.next(place)
        }
        return elements
    }

    mutating func identifiers(_ node: Int) -> [EPCIdentifier] {
        list(node) { $0.identifier($1) }
    }

    /// Calls `body` with each member's name and value.
    mutating func members(_ node: Int, _ body: (inout EventReader, Int, Int) -> Void) {
        guard expect(.object, node, "an object") else { return }
        let end = source.next(node)
        var place = node + 1
        while place < end {
            body(&self, place, place + 1)
            place = source.next(place)
        }
    }

    func position(of name: Int, in table: NameTable) -> Int? {
        guard !source.isEscaped(name) else {
            return ByteWindow.lend(source.string(name)) { table.position($0, 0..<$0.count) }
        }
        return table.position(source.bytes, source.contents(name))
    }
}
