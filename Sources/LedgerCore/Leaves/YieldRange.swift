/// How much of a commodity may come of another, in thousandths by mass.
///
/// Spec: Docs/Spec/MassBalance.md §13.3.
package struct YieldRange: Hashable, Sendable {
    package let input: CommodityCode
    package let output: CommodityCode
    package let least: UInt64
    package let most: UInt64

    package init(
        of output: CommodityCode, from input: CommodityCode, least: UInt64, most: UInt64
    ) {
        self.input = input
        self.output = output
        self.least = least
        self.most = most
    }

    /// By output, then by input.
    package static func isBefore(_ left: YieldRange, _ right: YieldRange) -> Bool {
        left.output == right.output ? left.input < right.input : left.output < right.output
    }
}

extension YieldRange: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 4)
        writer.value(output)
        writer.value(input)
        writer.unsigned(least)
        writer.unsigned(most)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 4)
        output = try reader.value(CommodityCode.self)
        input = try reader.value(CommodityCode.self)
        least = try reader.unsigned()
        most = try reader.unsigned()
    }
}
