/// A key of a map: the formats use integers and texts.
package enum CBORKey: Hashable, Sendable {
    case integer(Int64)
    case text(String)

    func encode(into writer: inout CBORWriter) {
        switch self {
        case .integer(let value): writer.signed(value)
        case .text(let value): writer.text(value)
        }
    }
}

extension CBORKey: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .text(value) }
}
