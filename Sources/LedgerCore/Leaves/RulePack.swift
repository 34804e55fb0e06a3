/// The tables of limits that administrators set.
///
/// Spec: Docs/Spec/MassBalance.md §13; Docs/Spec/Rules.md §13.
package struct RulePack: Hashable, Sendable {
    package static let ceilingsMax = 1024
    package static let yieldsMax = 4096
    package static let exportsMax = 1024

    /// Ascending by crop, each once. Without any nothing is asked of a harvest.
    package let ceilings: [CropCeiling]
    /// In their order, none twice. Without any nothing is asked of a transformation beyond that no more
    /// comes out than went in.
    package let yields: [YieldRange]
    /// Where the plots of the chain lie; where it is told, the pack is of version 2.
    package let territory: Territory?
    /// In the order in which they are judged; where there are some, the pack is of version 3.
    package let exports: [ExportLine]

    package static let empty = RulePack()

    /// - Precondition: no crop and no conversion occurs twice.
    package init(
        ceilings: [CropCeiling] = [], yields: [YieldRange] = [], territory: Territory? = nil,
        exports: [ExportLine] = []
    ) {
        self.ceilings = ceilings.sorted { $0.crop < $1.crop }
        precondition(
            zip(self.ceilings, self.ceilings.dropFirst()).allSatisfy { $0.crop < $1.crop },
            "a crop with two ceilings")
        self.yields = yields.sorted(by: YieldRange.isBefore)
        precondition(
            zip(self.yields, self.yields.dropFirst()).allSatisfy(YieldRange.isBefore),
            "a conversion with two ranges")
        self.territory = territory
        self.exports = exports
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
        let version = !exports.isEmpty ? 3 : territory != nil ? 2 : 1
        writer.leaf(version: UInt64(version), fields: version + 1)
        writer.array(ceilings)
        writer.array(yields)
        if version == 3 {
            writer.optional(territory)
            writer.array(exports)
        } else if let territory {
            writer.value(territory)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let version = try reader.leaf(fields: 2, versionMax: 3)
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
        start = reader.offset
        territory = version > 1 ? try reader.optional(Territory.self) : nil
        exports =
            version == 3 ? try reader.array(of: ExportLine.self, max: RulePack.exportsMax) : []
        try reader.require(
            version == 1 || (version == 2 ? territory != nil : !exports.isEmpty),
            "a rule pack of the version of what it says", at: start)
    }
}
