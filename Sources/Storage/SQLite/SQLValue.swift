package import LedgerCore

/// A value to bind to a statement.
package enum SQLValue: Equatable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob(Bytes)
}

extension SQLValue {
    package static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }

    /// Heights are stored as SQLite's signed integers; none comes near 2⁶³.
    package static func height(_ height: Height) -> SQLValue { .integer(signed(height)) }

    static func signed(_ height: Height) -> Int64 { Int64(clamping: height.rawValue) }

    package static func size(_ size: UInt64) -> SQLValue { .integer(Int64(clamping: size)) }

    package static func digest(_ digest: Digest) -> SQLValue { .blob(digest.bytes) }

    package static func optional(_ text: String?) -> SQLValue { text.map(SQLValue.text) ?? .null }

    package static func optional(_ integer: Int64?) -> SQLValue {
        integer.map { .integer($0) } ?? .null
    }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .text(value) }
}
