/// What goods need before they leave for a country.
///
/// Spec: Docs/Spec/MassBalance.md §13.6; Docs/Spec/Rules.md §13.
package struct ExportLine: Hashable, Sendable {
    package enum Demand: Hashable, Sendable {
        /// They do not leave.
        case embargo
        /// A certificate of this kind is drawn for them.
        case certificate(CertificateKind)
        /// A test found no more of a substance, in micrograms a kilogram.
        case residue(of: String, most: UInt64)
    }

    package static let digitsMax = 6

    /// The first digits of the Harmonized System; none for all goods.
    package let goods: String
    package let destination: CountryCode
    /// Nil for goods of any origin.
    package let origin: CountryCode?
    /// The first moment it holds; nil for ever before.
    package let from: Timestamp?
    /// The last.
    package let until: Timestamp?
    package let demand: Demand

    package init(
        goods: String = "", to destination: CountryCode, origin: CountryCode? = nil,
        from: Timestamp? = nil, until: Timestamp? = nil, _ demand: Demand
    ) {
        self.goods = goods
        self.destination = destination
        self.origin = origin
        self.from = from
        self.until = until
        self.demand = demand
    }

    package func holds(at time: Timestamp) -> Bool {
        (from.map { $0 <= time } ?? true) && (until.map { time <= $0 } ?? true)
    }
}

extension ExportLine: CBORCodable {
    private static let textBytesMax = 64

    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 6)
        writer.text(goods)
        writer.value(destination)
        writer.optional(origin)
        writer.optional(from)
        writer.optional(until)
        switch demand {
        case .embargo: writer.array(count: 0)
        case .certificate(let kind):
            writer.array(count: 1)
            writer.value(kind)
        case .residue(let substance, let most):
            writer.array(count: 2)
            writer.text(substance)
            writer.unsigned(most)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 6)
        var start = reader.offset
        goods = try reader.text(max: ExportLine.digitsMax)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        try reader.require(goods.utf8.allSatisfy(digits.contains), "digits", at: start)
        destination = try reader.value(CountryCode.self)
        origin = try reader.optional(CountryCode.self)
        from = try reader.optional(Timestamp.self)
        until = try reader.optional(Timestamp.self)
        start = reader.offset
        switch try reader.arrayCount() {
        case 0: demand = .embargo
        case 1: demand = .certificate(try reader.value(CertificateKind.self))
        case 2:
            let substance = try reader.text(max: ExportLine.textBytesMax)
            demand = .residue(of: substance, most: try reader.unsigned())
        default: throw CBORError(.invalid("a demand"), at: start)
        }
    }
}
