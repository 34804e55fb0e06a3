/// Why a text is no genesis in its JSON form.
package enum GenesisJSONError: Error, Equatable, Sendable {
    /// Not strict JSON: what was expected, at which byte.
    case syntax(expected: String, offset: Int)
    /// A member that the form does not have, by its JSON Pointer.
    case unknown(place: String)
    /// A member that is missing or of another form, by its JSON Pointer.
    case expected(String, place: String)
    /// Well-formed, but nothing can be founded on it.
    case unsound(GenesisFault)
}
