/// What a product is, by the key of its class.
///
/// Spec: Docs/Spec/MassBalance.md §13.3; Docs/Spec/Rules.md §13.
package struct ProductLeaf: Hashable, Sendable {
    package var commodity: CommodityCode
    /// What is inside a piece of it; nil for what is sold by weight.
    package var netMilligrams: Int64?

    package init(commodity: CommodityCode, netMilligrams: Int64? = nil) {
        self.commodity = commodity
        self.netMilligrams = netMilligrams
    }
}

extension ProductLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 2)
        writer.value(commodity)
        if let netMilligrams { writer.amount(netMilligrams) } else { writer.null() }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 2)
        commodity = try reader.value(CommodityCode.self)
        netMilligrams = reader.skipNull() ? nil : try reader.amount()
    }
}
