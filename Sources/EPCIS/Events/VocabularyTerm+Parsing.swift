extension VocabularyTerm {
    /// A business step in any of its spellings; nil for a word that the standard does not have.
    package static func bizStep(_ text: String, namespaces: NamespaceMap) -> VocabularyTerm? {
        VocabularyTable.standard.term(text, in: .bizStep, namespaces: namespaces)
    }

    /// A disposition in any of its spellings; nil for a word that the standard does not have.
    package static func disposition(_ text: String, namespaces: NamespaceMap) -> VocabularyTerm? {
        VocabularyTable.standard.term(text, in: .disposition, namespaces: namespaces)
    }
}
