package import LedgerCore

extension StoredEvent {
    /// The commitments in the event, in the order of its bytes.
    ///
    /// - Throws: when the bytes are no JSON.
    package func sealedFields() throws(JSONError) -> [SealedPlace] {
        try ByteWindow.lend(bytes) { (window) throws(JSONError) in
            let source = try JSONScanner.scan(window, limits: JSONLimits())
            var places: [SealedPlace] = []
            StoredEvent.collect(source, 0, "", &places)
            return places
        }
    }

    /// The event with the value in place of each commitment that an opening is of; the others stay.
    ///
    /// An opening opens nothing but the field it is of: pointer, salt and value make the commitment.
    ///
    /// - Throws: when the bytes are no JSON.
    package func opened(with openings: [FieldOpening]) throws(JSONError) -> [UInt8] {
        guard !openings.isEmpty else { return bytes }
        let known = Dictionary(
            openings.map { ($0.commitment, $0) }, uniquingKeysWith: { first, _ in first })
        let parts = try sealedFields().compactMap { place in
            known[place.commitment].flatMap { opening in
                opening.pointer == place.pointer
                    ? (range: place.range, text: JSONWriter.write(opening.value)) : nil
            }
        }
        return bytes.replacing(parts)
    }

    private static func collect(
        _ source: JSONSource, _ node: Int, _ pointer: String, _ places: inout [SealedPlace]
    ) {
        let end = source.next(node)
        var place = node + 1
        switch source.kind(node) {
        case .array:
            var index = 0
            while place < end {
                collect(source, place, pointer + "/\(index)", &places)
                place = source.next(place)
                index += 1
            }
        case .object:
            if source.next(node) == node + 3, let sealed = SealedField(source.value(node)) {
                places.append(
                    SealedPlace(
                        pointer: pointer, commitment: sealed.commitment,
                        range: source.sourceRange(node)))
                return
            }
            while place < end {
                let isContainer = [.object, .array].contains(source.kind(place + 1))
                if isContainer {
                    let name = JSONPointer.escape(source.string(place))
                    collect(source, place + 1, pointer + "/" + name, &places)
                }
                place = source.next(place)
            }
        default: break
        }
    }
}

/// A commitment, and where it stands in an event.
package struct SealedPlace: Hashable, Sendable {
    /// From the event on. Spec: RFC 6901.
    package let pointer: String
    package let commitment: Digest
    /// In the bytes of the event.
    let range: Range<Int>
}
