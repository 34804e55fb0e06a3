/// The tables of limits that administrators set.
///
/// Spec: Docs/Spec/MassBalance.md §13.2; Docs/Spec/Rules.md §13.
package struct RulePack: Hashable, Sendable {
    package static let ceilingsMax = 1024

    /// Ascending by crop, each once. Without any nothing is asked of a harvest.
    package let ceilings: [CropCeiling]

    package static let empty = RulePack()

    /// - Precondition: no crop occurs twice.
    package init(ceilings: [CropCeiling] = []) {
        self.ceilings = ceilings.sorted { $0.crop < $1.crop }
        precondition(
            zip(self.ceilings, self.ceilings.dropFirst()).allSatisfy { $0.crop < $1.crop },
            "a crop with two ceilings")
    }

    package func ceiling(of crop: CommodityCode) -> CropCeiling? {
        ceilings.first { $0.crop == crop }
    }
}

extension RulePack: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 1)
        writer.array(ceilings)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 1)
        let start = reader.offset
        ceilings = try reader.array(of: CropCeiling.self, max: RulePack.ceilingsMax)
        try reader.require(
            zip(ceilings, ceilings.dropFirst()).allSatisfy { $0.crop < $1.crop },
            "ceilings in the order of crops, each once", at: start)
    }
}
