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
            .setPlot(
                try Self.key(plot.key).text,
                PlotLeaf(
                    owner: Self.member(plot.owner), crop: Self.commodity(plot.crop),
                    squareMetres: plot.squareMetres))
        }
            + facilities.map { facility in
                .setFacility(
                    try Self.key(facility.key).text,
                    FacilityLeaf(
                        holder: Self.member(facility.owner), kind: facility.kind,
                        throughput: facility.gramsPerDay * 1_000))
            } + [pack(from: height, ceilings: ceilings, embargoes: embargoes)]
    }

    /// Land bears anything again, so that a visitor can harvest without a plot.
    func withoutCeilings(from height: Height) throws -> [GovernanceChange] {
        [try pack(from: height, ceilings: [])]
    }

    private func pack(
        from height: Height, ceilings: [SeasonLimits.Ceiling],
        embargoes: [SeasonLimits.Embargo] = []
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
                }.sorted(by: YieldRange.isBefore),
                exports: embargoes.map { embargo in
                    ExportLine(
                        goods: embargo.crop.hsCode, to: Self.country(embargo.country), .embargo)
                }), from: height)
    }

    private static func member(_ id: String) -> MemberID {
        guard let member = MemberID(id) else {
            preconditionFailure("\(id) names a member of the season")
        }
        return member
    }

    private static func country(_ code: String) -> CountryCode {
        guard let country = CountryCode(code) else {
            preconditionFailure("\(code) has two capital letters")
        }
        return country
    }

    private static func key(_ text: String) throws -> ObjectKey { try ObjectKey(parsing: text) }

    private static func commodity(_ crop: Crop) -> CommodityCode {
        guard let code = CommodityCode(crop.hsCode) else {
            preconditionFailure("\(crop.hsCode) has six digits")
        }
        return code
    }
}
