/// A word of a vocabulary: a business step, disposition, transaction type and so on.
///
/// The standard spells one word in four ways (bare word, CURIE, URN, Web URI). `name` is the one
/// value they all mean; terms are equal when their names are.
///
/// Spec: CBV 2.0 §7; Docs/Spec/EPCIS.md §4.
package struct VocabularyTerm: Sendable {
    /// The bare word of a CBV term (`shipping`), otherwise the full URI of somebody's own term.
    package let name: String
    /// What the document said.
    package let spelling: String

    init(name: String, spelling: String) {
        self.name = name
        self.spelling = spelling
    }

    /// The same word spelt so that no prefix is needed to read it.
    package var spelledOut: VocabularyTerm { VocabularyTerm(name: name, spelling: name) }
}

extension VocabularyTerm: Hashable {
    package static func == (left: VocabularyTerm, right: VocabularyTerm) -> Bool {
        left.name == right.name
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}
