/// Where accounted goods came from, as far as the ledger can say.
///
/// Ordered as they are written.
///
/// Spec: Docs/Spec/MassBalance.md §10.2.
package enum GoodsOrigin: Hashable, Sendable {
    /// In the country of the chain's territory, where it has one.
    case grown(CountryCode?)
    case imported(CountryCode)
    /// Opening stock: by the word of who had it.
    case declared
    /// Nobody had recorded it when the goods were made into others.
    case unknown
    /// The smallest parts of goods of too many origins.
    case other
}

extension GoodsOrigin {
    private enum Tag: UInt64 {
        case grown = 1
        case imported = 2
        case declared = 3
        case unknown = 4
        case other = 5
    }

    private var tag: Tag {
        switch self {
        case .grown: .grown
        case .imported: .imported
        case .declared: .declared
        case .unknown: .unknown
        case .other: .other
        }
    }

    package var country: CountryCode? {
        switch self {
        case .grown(let country): country
        case .imported(let country): country
        case .declared, .unknown, .other: nil
        }
    }
}

extension GoodsOrigin: Comparable {
    package static func < (left: GoodsOrigin, right: GoodsOrigin) -> Bool {
        guard left.tag == right.tag else { return left.tag.rawValue < right.tag.rawValue }
        return (left.country?.text ?? "").utf8.lexicographicallyPrecedes(
            (right.country?.text ?? "").utf8)
    }
}

extension GoodsOrigin: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        switch self {
        case .grown(let country):
            writer.array(count: 2)
            writer.unsigned(tag.rawValue)
            writer.optional(country)
        case .imported(let country):
            writer.array(count: 2)
            writer.unsigned(tag.rawValue)
            writer.value(country)
        case .declared, .unknown, .other:
            writer.array(count: 1)
            writer.unsigned(tag.rawValue)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        let count = try reader.arrayCount()
        switch (Tag(rawValue: try reader.unsigned()), count) {
        case (.grown, 2): self = .grown(try reader.optional(CountryCode.self))
        case (.imported, 2): self = .imported(try reader.value(CountryCode.self))
        case (.declared, 1): self = .declared
        case (.unknown, 1): self = .unknown
        case (.other, 1): self = .other
        default: throw CBORError(.invalid("an origin of goods"), at: offset)
        }
    }
}
