/// The tables of limits that administrators set.
///
/// Spec: Docs/Spec/MassBalance.md §13.2; Docs/Spec/Rules.md §13.
package struct RulePack: Hashable, Sendable {
    package static let ceilingsMax = 1024
    package static let yieldsMax = 4096

    /// Ascending by crop, each once. Without any nothing is asked of a harvest.
    package let ceilings: [CropCeiling]
    /// In their order, none twice. Without any nothing is asked of a transformation beyond that no more
    /// comes out than went in.
    package let yields: [YieldRange]

    package static let empty = RulePack()

    /// - Precondition: no crop and no conversion occurs twice.
    package init(ceilings: [CropCeiling] = [], yields: [YieldRange] = []) {
        self.ceilings = ceilings.sorted { $0.crop < $1.crop }
        precondition(
            zip(self.ceilings, self.ceilings.dropFirst()).allSatisfy { $0.crop < $1.crop },
            "a crop with two ceilings")
        self.yields = yields.sorted(by: YieldRange.isBefore)
        precondition(
            zip(self.yields, self.yields.dropFirst()).allSatisfy(YieldRange.isBefore),
            "a conversion with two ranges")
    }

    package func ceiling(of crop: CommodityCode) -> CropCeiling? {
        ceilings.first { $0.crop == crop }
    }

    package func range(of output: CommodityCode, from input: CommodityCode) -> YieldRange? {
        yields.first { $0.output == output && $0.input == input }
    }

    /// Whether the table says what a commodity is made of.
    package func limits(_ output: CommodityCode) -> Bool {
        yields.contains { $0.output == output }
    }

    /// Whether the table says anything of a commodity.
    package func knows(_ commodity: CommodityCode) -> Bool {
        yields.contains { $0.output == commodity || $0.input == commodity }
    }
}

extension RulePack: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 2)
        writer.array(ceilings)
        writer.array(yields)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 2)
        var start = reader.offset
        ceilings = try reader.array(of: CropCeiling.self, max: RulePack.ceilingsMax)
        try reader.require(
            zip(ceilings, ceilings.dropFirst()).allSatisfy { $0.crop < $1.crop },
            "ceilings in the order of crops, each once", at: start)
        start = reader.offset
        yields = try reader.array(of: YieldRange.self, max: RulePack.yieldsMax)
        try reader.require(
            zip(yields, yields.dropFirst()).allSatisfy(YieldRange.isBefore),
            "yields in the order of outputs and inputs, each once", at: start)
    }
}
