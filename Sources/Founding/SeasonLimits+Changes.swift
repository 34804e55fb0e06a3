import EPCIS
package import LedgerCore
package import Season
package import Traceability

/// The limits of a season as the administrators propose them.
extension SeasonLimits {
    /// Before the season: the newest rules, what products are, and what can come of them.
    package func beforeHarvest(from height: Height) throws -> [GovernanceChange] {
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
            } + [try pack(from: height, ceilings: [], demands: [])]
    }

    /// The land, what it can bear, what works and stores can do, and what countries demand.
    package func land(from height: Height) throws -> [GovernanceChange] {
        try plots.map { try $0.change }
            + facilities.map { facility in
                .setFacility(
                    try Self.key(facility.key).text,
                    FacilityLeaf(
                        holder: Self.member(facility.owner), kind: facility.kind,
                        capacity: facility.gramsHeld.map { $0 * 1_000 },
                        throughput: facility.gramsPerDay.map { $0 * 1_000 }))
            } + [pack(from: height, ceilings: ceilings, demands: demands)]
    }

    /// Land bears anything again, so that a visitor can harvest without a plot.
    package func withoutCeilings(from height: Height) throws -> [GovernanceChange] {
        [try pack(from: height, ceilings: [], demands: [])]
    }

    private func pack(
        from height: Height, ceilings: [Ceiling], demands: [Demand]
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
                exports: demands.map { demand in
                    ExportLine(
                        goods: demand.crop.hsCode, to: Self.country(demand.country),
                        demand.what.line)
                }), from: height)
    }

    fileprivate static func member(_ id: String) -> MemberID {
        guard let member = MemberID(id) else {
            preconditionFailure("\(id) names a member of the season")
        }
        return member
    }

    fileprivate static func country(_ code: String) -> CountryCode {
        guard let country = CountryCode(code) else {
            preconditionFailure("\(code) has two capital letters")
        }
        return country
    }

    fileprivate static func key(_ text: String) throws -> ObjectKey { try ObjectKey(parsing: text) }

    fileprivate static func commodity(_ crop: Crop) -> CommodityCode {
        guard let code = CommodityCode(crop.hsCode) else {
            preconditionFailure("\(crop.hsCode) has six digits")
        }
        return code
    }
}

extension SeasonLimits.Plot {
    /// - Throws: where its key identifies nothing.
    package var change: GovernanceChange {
        get throws {
            let ring = outline.map { corners in
                PlotRing(
                    corners.map { GeoPoint(longitude: $0.longitude, latitude: $0.latitude) })
            }
            return .setPlot(
                try SeasonLimits.key(key).text,
                PlotLeaf(
                    owner: SeasonLimits.member(owner), crop: SeasonLimits.commodity(crop),
                    squareMetres: squareMetres, ring: ring))
        }
    }
}

extension SeasonLimits.Demand.What {
    fileprivate var line: ExportLine.Demand {
        switch self {
        case .embargo: .embargo
        case .phytosanitaryCertificate: .certificate(.phytosanitary)
        case .residue(let substance, let most): .residue(of: substance, most: most)
        }
    }
}

extension SeasonLimits.Revocation {
    package func change(from height: Height) -> GovernanceChange {
        .revokeCertificate(
            CertificateReference(issuer: SeasonLimits.member(issuer), number: number),
            reason: reason, from: height)
    }
}
