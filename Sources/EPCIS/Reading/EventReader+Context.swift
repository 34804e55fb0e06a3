extension EventReader {
    /// Declares the prefixes of `@context` at `node`.
    ///
    /// Contexts that GS1 publishes are known here and never fetched; any other address is refused,
    /// since nobody can say what it would do to the names. A context of the document may not give
    /// the standard's own names another meaning.
    ///
    /// Spec: EPCIS 2.0 §12.5; JSON-LD 1.1 §3.1; Docs/Spec/EPCIS.md §3.2.
    mutating func readContext(_ node: Int, isOfEvent: Bool = false) {
        var hasStandard = isOfEvent
        let before = diagnostics.count
        switch source.kind(node) {
        case .array:
            let end = source.next(node)
            var place = node + 1
            while place < end {
                readContextEntry(place, &hasStandard)
                place = source.next(place)
            }
        default: readContextEntry(node, &hasStandard)
        }
        if !hasStandard, diagnostics.count == before {
            report(.badContext, at: node, "@context does not name the EPCIS context of GS1")
        }
    }

    private mutating func readContextEntry(_ node: Int, _ hasStandard: inout Bool) {
        switch source.kind(node) {
        case .string:
            let address = source.string(node)
            guard KnownContext.isStandard(address) else {
                report(
                    .badContext, at: node,
                    "\(quoted(node)) is unknown and remote contexts are never fetched")
                return
            }
            hasStandard = true
            for (prefix, namespace) in KnownContext.prefixes {
                namespaces.declare(prefix, as: namespace)
            }
        case .object:
            members(node) { reader, name, value in reader.readDefinition(name, value) }
        default: report(.badContext, at: node, "an address or an object is expected here")
        }
    }

    private mutating func readDefinition(_ name: Int, _ value: Int) {
        let term = source.string(name)
        if term == "@import" || KnownContext.isReserved(term) {
            report(.badContext, at: name, "a document may not define \(quoted(name))")
            return
        }
        guard !term.hasPrefix("@"), source.kind(value) == .string else { return }
        namespaces.declare(term, as: source.string(value))
    }
}

/// What is known of the contexts that GS1 publishes, by heart.
package enum KnownContext {
    /// The prefixes they declare.
    package static let prefixes: [(prefix: String, namespace: String)] = [
        ("cbv", "https://ref.gs1.org/cbv/"),
        ("cbvmda", "urn:epcglobal:cbv:mda:"),
        ("dcterms", "http://purl.org/dc/terms/"),
        ("epcis", "https://ref.gs1.org/epcis/"),
        ("gs1", "https://gs1.org/voc/"),
        ("owl", "http://www.w3.org/2002/07/owl#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ]

    static func isStandard(_ address: String) -> Bool {
        addresses.contains(address)
    }

    /// The address that what we write names.
    static let current = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

    private static let addresses: [String] = [
        current,
        "https://ref.gs1.org/standards/epcis/2.0.1/epcis-context.jsonld",
        "https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
        "https://gs1.github.io/EPCIS/epcis-context.jsonld",
        "https://gs1.github.io/EPCIS/epcis-context-simple.jsonld",
    ]

    /// Whether the standard's reading rests on `term` meaning what it always means.
    static func isReserved(_ term: String) -> Bool {
        reserved.contains(term) || EPCISEvent.EventType(rawValue: term) != nil
    }

    private static let reserved = Set(
        ["type", "id", "epcisBody", "eventList"] + EventField.allCases.map(\.name))
}
