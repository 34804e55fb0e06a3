/// Builds the pre-image of an event hash.
///
/// Spec: CBV 2.0 §8.9 (order, canonical values); Docs/Spec/EPCIS.md §8.
struct Prehash {
    private(set) var bytes: [UInt8] = []
    let namespaces: NamespaceMap

    init(namespaces: NamespaceMap) {
        self.namespaces = namespaces
    }

    // MARK: Values

    /// A container, or the start of one.
    mutating func key(_ name: String) {
        bytes.append(contentsOf: name.utf8)
    }

    mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        key(name)
        bytes.append(UInt8(ascii: "="))
        append(trimmed: value)
    }

    mutating func member(_ name: String, _ time: EventTime?) {
        guard let time, let utc = EventTime(milliseconds: time.milliseconds) else { return }
        member(name, utc.text)
    }

    mutating func member(_ name: String, _ number: ExactDecimal?) {
        member(name, number?.shortestText)
    }

    mutating func member(_ name: String, _ term: VocabularyTerm?, _ vocabulary: CBVVocabulary) {
        member(name, term?.webURI(in: vocabulary))
    }

    mutating func member(_ name: String, _ identifier: EPCIdentifier?) {
        member(name, identifier.map { Self.canonical($0.text) })
    }

    /// A URI that may be a GS1 identifier.
    mutating func member(_ name: String, uri: String?) {
        member(name, uri.map(Self.canonical))
    }

    /// The canonical form of what may be a GS1 identifier; any other text as it is.
    static func canonical(_ text: String) -> String {
        guard text.utf8.starts(with: "urn:epc:".utf8) || text.utf8.starts(with: "http".utf8),
            let key = try? ObjectKey(parsing: text)
        else { return text }
        return key.digitalLink()
    }

    private mutating func append(trimmed value: String) {
        var rest = value.utf8[...]
        while let first = rest.first, Self.isSpace(first) { rest.removeFirst() }
        while let last = rest.last, Self.isSpace(last) { rest.removeLast() }
        bytes.append(contentsOf: rest)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    // MARK: Lists

    /// `name`, then each element's text, sorted by bytes; nothing for an empty list.
    mutating func list<Element>(
        _ name: String, _ elements: [Element], _ render: (inout Prehash, Element) -> Void
    ) {
        guard !elements.isEmpty else { return }
        key(name)
        sorted(elements, render)
    }

    mutating func sorted<Element>(
        _ elements: [Element], _ render: (inout Prehash, Element) -> Void
    ) {
        let texts = elements.map { element in
            var text = Prehash(namespaces: namespaces)
            render(&text, element)
            return text.bytes
        }
        for text in texts.sorted(by: { $0.lexicographicallyPrecedes($1) }) { bytes += text }
    }

    // MARK: Extensions

    mutating func extensions(_ fields: [ExtensionField]) {
        sorted(fields.flatMap { Self.occurrences($0.name, $0.value) }) { text, field in
            text.append(field)
        }
    }

    /// One field for each element of a list under one name.
    private static func occurrences(_ name: String, _ value: JSONValue) -> [ExtensionField] {
        // A name without colon is JSON-LD's own (`type`), or that of a nested element.
        guard name != "rdfs:comment", name != "@context" else { return [] }
        guard case .array(let elements) = value else {
            return [ExtensionField(name: name, value: value)]
        }
        return elements.flatMap { occurrences(name, $0) }
    }

    private mutating func append(_ field: ExtensionField) {
        let name = expanded(field.name)
        switch field.value {
        case .object(let object):
            key(name)
            sorted(object.members.flatMap { Self.occurrences($0.name, $0.value) }) {
                $0.append($1)
            }
        case .string(let text): member(name, Self.canonical(text))
        case .number(let number): member(name, number)
        case .bool(let flag): member(name, flag ? "true" : "false")
        case .null, .array: key(name)
        }
    }

    /// `{namespace}local` for a CURIE; other names as they are.
    private func expanded(_ name: String) -> String {
        guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")),
            let namespace = namespaces.namespace(of: name[..<colon])
        else { return name }
        return "{" + namespace + "}" + name[name.utf8.index(after: colon)...]
    }
}
