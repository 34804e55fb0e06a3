/// The words of all vocabularies, ready to be found by their bytes.
struct VocabularyTable {
    private let names: [NameTable]
    private let terms: [[VocabularyTerm]]

    static let standard = VocabularyTable()

    private init() {
        names = CBVVocabulary.allCases.map { NameTable($0.words) }
        terms = CBVVocabulary.allCases.map { vocabulary in
            vocabulary.words.map { VocabularyTerm(name: $0, spelling: $0) }
        }
    }

    /// The term that `range` spells as a bare word.
    func bareWord(
        _ vocabulary: CBVVocabulary, _ bytes: ByteWindow, _ range: Range<Int>
    ) -> VocabularyTerm? {
        names[vocabulary.rawValue].position(bytes, range).map { terms[vocabulary.rawValue][$0] }
    }

    /// What a URI means in `vocabulary`.
    enum Meaning {
        /// A word of the vocabulary, as its bare word.
        case word(VocabularyTerm)
        /// Under the vocabulary's own root or URN, but no word of it.
        case unknownWord
        /// Somebody's own term.
        case foreign
    }

    func meaning(
        _ vocabulary: CBVVocabulary, _ bytes: ByteWindow, _ range: Range<Int>
    ) -> Meaning {
        if let prefix = vocabulary.urnPrefix, bytes.starts(range, with: prefix) {
            return word(vocabulary, bytes, range.dropFirst(prefix.utf8CodeUnitCount))
        }
        for root in vocabulary.webRoots where bytes.starts(range, with: root) {
            let rest = range.dropFirst(root.utf8CodeUnitCount)
            guard bytes.starts(rest, with: vocabulary.webPrefix) else { return .unknownWord }
            return word(
                vocabulary, bytes, rest.dropFirst(vocabulary.webPrefix.utf8CodeUnitCount))
        }
        return .foreign
    }

    private func word(
        _ vocabulary: CBVVocabulary, _ bytes: ByteWindow, _ range: Range<Int>
    ) -> Meaning {
        if let term = bareWord(vocabulary, bytes, range) { return .word(term) }
        return vocabulary.isOpen ? .foreign : .unknownWord
    }
}

extension VocabularyTable {
    /// The term that `text` spells: a bare word, a CURIE, a URN or a Web URI of the vocabulary, or
    /// somebody's own URI or CURIE.
    ///
    /// - Returns: `nil` for a bare word, or a URI of the vocabulary, that the standard does not have.
    func term(
        _ text: String, in vocabulary: CBVVocabulary, namespaces: NamespaceMap
    ) -> VocabularyTerm? {
        ByteWindow.lend(text) { bytes in
            let range = 0..<bytes.count
            if let term = bareWord(vocabulary, bytes, range) { return term }
            guard URISyntax.isURI(bytes, range) else { return nil }
            let expanded = namespaces.expand(text)
            let meaning = ByteWindow.lend(expanded) { bytes in
                self.meaning(vocabulary, bytes, 0..<bytes.count)
            }
            switch meaning {
            case .word(let term): return VocabularyTerm(name: term.name, spelling: text)
            case .unknownWord: return nil
            case .foreign: return VocabularyTerm(name: expanded, spelling: text)
            }
        }
    }
}
