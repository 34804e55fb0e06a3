/// What a transaction's content may be, by the media type that its header signs.
package enum ContentType: String, Hashable, Sendable, CaseIterable {
    /// An EPCIS document or event in the JSON binding.
    case capture = "application/epcis+json"
    /// A proposal of the administrators. Spec: Docs/Spec/Rules.md §9.
    case governance = "application/vnd.daftar.governance+cbor"
    /// That validators broke the rules of the agreement. Spec: Docs/Spec/Rules.md §12.
    case evidence = "application/vnd.daftar.evidence+cbor"

    static let known = allCases.map(\.rawValue)
}
