/// Something that a member sells under a GTIN.
struct TradeItem: Hashable, Sendable {
    let prefix: CompanyPrefix
    /// 0 for goods in bulk, 1 for a carton or net.
    let indicator: Int
    /// 1 to 999, the member's own numbering.
    let number: Int
    let crop: Crop
    let name: LocalizedText
    /// Grams in one piece; `nil` for goods that are weighed.
    let netGrams: Int?

    var gtin: String { prefix.gtin(indicator: indicator, item: number) }

    /// Indicator and item reference, as they stand in a URN.
    var urnReference: String { String(indicator) + padded(number, to: 3) }

    static func bulk(_ crop: Crop, of prefix: CompanyPrefix, number: Int) -> TradeItem {
        TradeItem(
            prefix: prefix, indicator: 0, number: number, crop: crop, name: crop.name,
            netGrams: nil)
    }

    static func pack(
        _ crop: Crop, of prefix: CompanyPrefix, number: Int, named name: LocalizedText,
        netGrams: Int
    ) -> TradeItem {
        TradeItem(
            prefix: prefix, indicator: 1, number: number, crop: crop, name: crop.name + name,
            netGrams: netGrams)
    }
}
