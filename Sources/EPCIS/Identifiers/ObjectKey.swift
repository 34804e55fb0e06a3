/// The identity of a thing, place or party, one text for all spellings of it.
///
/// For a GS1 identifier it is the Digital Link path without host, canonically percent-encoded, from
/// the primary key to the finest qualifier that identifies: `/01/09521321000018/10/ABC123`,
/// `/00/…`, `/414/…/254/…`. A URN and a Digital Link of one thing have the same key. For any other
/// URI the key is the URI itself.
///
/// Spec: GS1 Digital Link 1.4 §5; TDS 2.0 §6; Docs/Spec/EPCIS.md §5.
package struct ObjectKey: Hashable, Sendable, Comparable {
    package let text: String
    package let kind: ObjectKind

    init(text: String, kind: ObjectKind) {
        self.text = text
        self.kind = kind
    }

    /// By UTF-8 bytes, the same on every machine.
    package static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

/// An identifier as a document wrote it, known to be well formed.
package struct EPCIdentifier: Sendable {
    /// What the document said: a URN, a Digital Link with any host, or another URI.
    package let text: String
    package let kind: ObjectKind

    init(text: String, kind: ObjectKind) {
        self.text = text
        self.kind = kind
    }
}

/// Equal when written alike; for the identity of the thing compare keys.
extension EPCIdentifier: Hashable {}
