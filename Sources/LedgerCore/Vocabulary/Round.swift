/// The number of an attempt at one height, from 0.
package struct Round: Hashable, Comparable, Sendable {
    package let rawValue: UInt32

    package init(_ rawValue: UInt32) {
        self.rawValue = rawValue
    }

    package static let zero = Round(0)

    /// The round after this one; the last one stays.
    package var next: Round { Round(rawValue == .max ? .max : rawValue + 1) }

    package static func < (left: Round, right: Round) -> Bool { left.rawValue < right.rawValue }
}

extension Round: CustomStringConvertible {
    package var description: String { "\(rawValue)" }
}

extension Round: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.unsigned(UInt64(rawValue))
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        self.init(try reader.unsigned(UInt32.self))
    }
}
