/// A moment in milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// This moment later by some milliseconds; held at the ends of the range rather than overflowing.
    package func advanced(byMilliseconds delta: Int64) -> Timestamp {
        let (sum, overflow) = milliseconds.addingReportingOverflow(delta)
        guard overflow else { return Timestamp(milliseconds: sum) }
        return Timestamp(milliseconds: delta < 0 ? .min : .max)
    }

    /// Milliseconds from an earlier moment to this one; held at the ends of the range.
    package func milliseconds(since earlier: Timestamp) -> Int64 {
        let (difference, overflow) = milliseconds.subtractingReportingOverflow(
            earlier.milliseconds)
        guard overflow else { return difference }
        return milliseconds < earlier.milliseconds ? .min : .max
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Timestamp: CustomStringConvertible {
    package var description: String { "\(milliseconds) ms" }
}

extension Timestamp: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.signed(milliseconds)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        self.init(milliseconds: try reader.signed())
    }
}
