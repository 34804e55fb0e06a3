import EPCIS
import LedgerCore
import Season
import Traceability

/// The limits of a season as the administrators propose them.
extension SeasonLimits {
    /// Before the season: the newest rules, what products are, and what can come of them.
    func beforeHarvest(from height: Height) throws -> [GovernanceChange] {
        guard let newest = RuleVersion.supported.last else {
            preconditionFailure("a program knows some rules")
        }
        return try [.setRuleVersion(newest, from: height)]
            + products.map { product in
                .setProduct(
                    try Self.key(product.key).text,
                    ProductLeaf(
                        commodity: Self.commodity(product.crop),
                        netMilligrams: product.netMilligrams))
            } + [try pack(from: height, ceilings: [])]
    }

    /// The land, and what it can bear.
    func land(from height: Height) throws -> [GovernanceChange] {
        try plots.map { plot in
            guard let owner = MemberID(plot.owner) else {
                preconditionFailure("\(plot.owner) names a member of the season")
            }
            return .setPlot(
                try Self.key(plot.key).text,
                PlotLeaf(
                    owner: owner, crop: Self.commodity(plot.crop),
                    squareMetres: plot.squareMetres))
        } + [pack(from: height, ceilings: ceilings)]
    }

    /// Land bears anything again, so that a visitor can harvest without a plot.
    func withoutCeilings(from height: Height) throws -> [GovernanceChange] {
        [try pack(from: height, ceilings: [])]
    }

    private func pack(
        from height: Height, ceilings: [SeasonLimits.Ceiling]
    ) throws -> GovernanceChange {
        .setRulePack(
            RulePack(
                ceilings: ceilings.map {
                    CropCeiling(
                        crop: Self.commodity($0.crop), gramsPerSquareMetre: $0.gramsPerSquareMetre)
                }.sorted { $0.crop < $1.crop },
                yields: yields.map {
                    YieldRange(
                        of: Self.commodity($0.output), from: Self.commodity($0.input),
                        least: $0.range.lowerBound, most: $0.range.upperBound)
                }.sorted(by: YieldRange.isBefore)), from: height)
    }

    private static func key(_ text: String) throws -> ObjectKey { try ObjectKey(parsing: text) }

    private static func commodity(_ crop: Crop) -> CommodityCode {
        guard let code = CommodityCode(crop.hsCode) else {
            preconditionFailure("\(crop.hsCode) has six digits")
        }
        return code
    }
}
