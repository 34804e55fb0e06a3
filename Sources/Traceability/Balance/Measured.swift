import EPCIS
import LedgerCore

/// Goods as a scale and the registry of products tell them.
struct Measured {
    /// Pieces whose content is known are measured by it.
    let amount: Int64
    let unit: SmallestUnit
    /// Of the pieces that it is the content of.
    let netMilligrams: Int64?
    /// Nil where nobody registered the product.
    let commodity: CommodityCode?

    /// Milligrams at most, for what goes in.
    func mostMass(_ rules: ConversionRules?) -> Int64? { mass(rules?.litreHectogramsMax) }

    /// Milligrams at least, for what comes out.
    func leastMass(_ rules: ConversionRules?) -> Int64? { mass(rules?.litreHectogramsMin) }

    private func mass(_ litreHectograms: Int64?) -> Int64? {
        switch unit {
        case .milligram: amount
        case .microlitre:
            litreHectograms.map { Int64(clamping: Int128(amount) * Int128($0) / 10) }
        case .piece, .micrometre, .squareMillimetre: nil
        }
    }

    /// What a mass is in the unit that the goods were counted in, rounded down.
    func counted(_ mass: Int64, _ rules: ConversionRules) -> Int64 {
        if let netMilligrams { return mass / netMilligrams }
        return switch unit {
        case .microlitre:
            Int64(clamping: Int128(mass) * 10 / Int128(rules.litreHectogramsMin))
        case .milligram, .piece, .micrometre, .squareMillimetre: mass
        }
    }
}

/// Spec: Docs/Spec/MassBalance.md §13.1, §13.3.
extension MassBalance {
    func measure(
        _ amount: Int64, of reference: StockReference, _ identity: ObjectKey
    ) throws(Stop) -> Measured {
        let isAsked = reference.unit == .piece || !facts.limits.yields.isEmpty
        let product = isAsked ? try product(of: identity) : nil
        guard reference.unit == .piece, let net = product?.netMilligrams else {
            return Measured(
                amount: amount, unit: reference.unit, netMilligrams: nil,
                commodity: product?.commodity)
        }
        let (mass, overflow) = amount.multipliedReportingOverflow(by: net)
        guard !overflow else { throw .refused(.tooLarge) }
        return Measured(
            amount: mass, unit: .milligram, netMilligrams: net, commodity: product?.commodity)
    }

    /// What a lot or item is, where somebody registered it.
    func product(of identity: ObjectKey) throws(Stop) -> ProductLeaf? {
        guard let product = identity.product else { return nil }
        return try read(ProductLeaf.self, at: .product(product.text))
    }
}
