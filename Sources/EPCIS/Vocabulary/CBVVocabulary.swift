/// The vocabularies whose words an event may use bare.
///
/// Spec: CBV 2.0 §7 (business steps, dispositions, transaction types, source/destination types,
/// error reasons, components); GS1 Web Vocabulary (measurement and alert types).
package enum CBVVocabulary: Int, Hashable, Sendable, CaseIterable {
    case bizStep, disposition, bizTransactionType, sourceDestinationType, errorReason, component
    case measurement, sensorAlert

    /// What a word follows in a URN; `nil` where the standard has no URN.
    var urnPrefix: StaticString? {
        switch self {
        case .bizStep: "urn:epcglobal:cbv:bizstep:"
        case .disposition: "urn:epcglobal:cbv:disp:"
        case .bizTransactionType: "urn:epcglobal:cbv:btt:"
        case .sourceDestinationType: "urn:epcglobal:cbv:sdt:"
        case .errorReason: "urn:epcglobal:cbv:er:"
        case .component, .measurement, .sensorAlert: nil
        }
    }

    /// What a word follows in a Web URI, behind the vocabulary's own root.
    var webPrefix: StaticString {
        switch self {
        case .bizStep: "BizStep-"
        case .disposition: "Disp-"
        case .bizTransactionType: "BTT-"
        case .sourceDestinationType: "SDT-"
        case .errorReason: "ER-"
        case .component: "Comp-"
        case .measurement, .sensorAlert: ""
        }
    }

    /// Roots under which GS1 has published the words; the first is the one in force.
    var webRoots: [StaticString] {
        switch self {
        case .measurement, .sensorAlert:
            [
                "https://gs1.org/voc/", "http://gs1.org/voc/", "https://www.gs1.org/voc/",
                "http://www.gs1.org/voc/",
            ]
        default:
            [
                "https://ref.gs1.org/cbv/", "http://ref.gs1.org/cbv/", "https://ns.gs1.org/cbv/",
                "http://ns.gs1.org/cbv/",
            ]
        }
    }

    /// Whether GS1 adds words to it between editions of the standard, so that a URI under its root
    /// may be one we do not know.
    var isOpen: Bool { self == .measurement || self == .sensorAlert }

    /// For messages.
    var title: String {
        switch self {
        case .bizStep: "business step"
        case .disposition: "disposition"
        case .bizTransactionType: "business transaction type"
        case .sourceDestinationType: "source or destination type"
        case .errorReason: "error reason"
        case .component: "component"
        case .measurement: "measurement type"
        case .sensorAlert: "sensor alert type"
        }
    }
}

extension VocabularyTerm {
    /// The term that `text` spells, e.g. in a query parameter.
    ///
    /// - Returns: `nil` for a bare word, or a URI of the CBV, that the vocabulary does not have.
    package init?(
        parsing text: String, in vocabulary: CBVVocabulary,
        namespaces: NamespaceMap = NamespaceMap(KnownContext.prefixes)
    ) {
        let term = VocabularyTable.standard.term(text, in: vocabulary, namespaces: namespaces)
        guard let term else { return nil }
        self = term
    }

    /// The Web URI of a word of `vocabulary`, the URI itself for anybody else's term.
    package func webURI(in vocabulary: CBVVocabulary) -> String {
        guard !name.utf8.contains(UInt8(ascii: ":")) else { return name }
        return vocabulary.webRoots[0].description + vocabulary.webPrefix.description + name
    }
}
