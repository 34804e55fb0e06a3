/// The number of a block. The first block has height 1; 0 stands for genesis, which is no block.
package struct Height: Hashable, Comparable, Sendable {
    package let rawValue: UInt64

    package init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    package static let genesis = Height(0)
    package static let first = Height(1)

    /// The height after this one. No chain reaches 2⁶⁴ − 1; a height from outside that claims to be
    /// there stays there.
    package var next: Height { Height(rawValue == .max ? .max : rawValue + 1) }

    /// The height before this one; nil at genesis.
    package var previous: Height? { rawValue == 0 ? nil : Height(rawValue - 1) }

    package static func < (left: Height, right: Height) -> Bool { left.rawValue < right.rawValue }
}

extension Height: CustomStringConvertible {
    package var description: String { "\(rawValue)" }
}

extension Height: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.unsigned(rawValue)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        self.init(try reader.unsigned())
    }
}
