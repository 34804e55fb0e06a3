/// Which gap: the event that opened it, and which of those that the event opened, from 0.
///
/// Ordered as they were opened.
///
/// Spec: Docs/Spec/MassBalance.md §8.
package struct GapReference: Hashable, Sendable {
    package let place: EventReference
    package let number: UInt32

    package init(_ place: EventReference, number: UInt32) {
        self.place = place
        self.number = number
    }
}

extension GapReference: Comparable {
    package static func < (left: GapReference, right: GapReference) -> Bool {
        (left.place, left.number) < (right.place, right.number)
    }
}

extension GapReference: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(place)
        writer.unsigned(UInt64(number))
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        place = try reader.value(EventReference.self)
        number = try reader.unsigned(UInt32.self)
    }
}
