/// Which part of an event a movement or refusal is about.
package struct EventPart: Hashable, Sendable {
    /// The event's own field, as the standard names it.
    package let field: String
    /// Index in the field, where it is a list.
    package let index: Int?

    package init(_ field: String, _ index: Int? = nil) {
        self.field = field
        self.index = index
    }

    /// JSON Pointer from the event on. Spec: RFC 6901; names of the standard need no escape.
    package var pointer: String {
        index.map { "/\(field)/\($0)" } ?? "/\(field)"
    }
}
