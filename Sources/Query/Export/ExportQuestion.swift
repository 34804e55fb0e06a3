package import LedgerCore

/// What is to go where.
///
/// Spec: Docs/Spec/ExportCase.md §1.
package struct ExportQuestion: Equatable, Sendable {
    /// Key of a lot or of an item.
    package let lot: String
    /// ISO 3166-1, two letters.
    package let country: String
    /// Nil for what the ledger has registered of the product.
    package let goods: CommodityCode?
    /// Nil for all that there is of it.
    package let amount: ExportAmount?
    /// When it is to cross the border.
    package let moment: Timestamp

    package init(
        lot: String, country: String, goods: CommodityCode? = nil, amount: ExportAmount? = nil,
        moment: Timestamp
    ) {
        self.lot = lot
        self.country = country
        self.goods = goods
        self.amount = amount
        self.moment = moment
    }

    /// Two capital letters, whether a country has them or not.
    package static func isCountry(_ text: String) -> Bool {
        text.utf8.count == 2
            && text.utf8.allSatisfy((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains)
    }
}

/// An amount of one lot, above 0, in smallest units.
package struct ExportAmount: Hashable, Sendable {
    package let amount: Int64
    package let unit: SmallestUnit

    package init(_ amount: Int64, _ unit: SmallestUnit) {
        self.amount = amount
        self.unit = unit
    }
}

/// Why there is no case.
package enum ExportRefusal: Error, Equatable, Sendable {
    /// The member has nothing to do with the lot.
    case foreign(member: String)
    /// Neither the ledger nor the question says what the goods are.
    case goodsUnknown(lot: String)
    /// The table knows nothing of the country: no requirement is not the same as none asked.
    case countryUnknown(String, table: String)
    /// Something that carries goods and is none.
    case notGoods(lot: String)
    /// More lots, events, or octets than a case may have.
    case tooLarge(what: String, max: Int)
}
