/// The number of a version of the rules, from 1.
package struct RuleVersion: Hashable, Comparable, Sendable {
    package let rawValue: UInt64

    package init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// What every chain begins with.
    package static let first = RuleVersion(1)

    package static func < (left: RuleVersion, right: RuleVersion) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension RuleVersion: CustomStringConvertible {
    package var description: String { "\(rawValue)" }
}

extension RuleVersion: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.unsigned(rawValue)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        self.init(try reader.unsigned())
    }
}
