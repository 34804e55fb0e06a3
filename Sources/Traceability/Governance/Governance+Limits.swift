import EPCIS
import LedgerCore

/// What land can bear and goods can yield.
///
/// Spec: Docs/Spec/Rules.md §13.
extension Governance {
    /// Keeps a pack under the next number, in place of the one that waited.
    static func setRulePack(
        _ pack: RulePack, from: Height, at height: Height, _ standing: Standing,
        state: inout StateOverlay
    ) throws(Stop) {
        guard pack.exports.isEmpty || standing.rules.exports == .byDestination,
            pack.territory == nil || standing.rules.land != nil
        else {
            throw .refused(
                .notGovernance(reason: "the rules in force know no territories and no exports"))
        }
        guard from > height else {
            throw .refused(.ruleHeightPassed(from: from, earliest: height.next))
        }
        let leaf = try read(RulePacksLeaf.self, at: .rulePacks, in: state) ?? RulePacksLeaf()
        let number = leaf.count + 1
        let packs = RulePacksLeaf(
            count: number, inForce: leaf.number(at: height),
            next: RulePacksLeaf.Change(number: number, from: from))
        state.set(pack.encoded(), for: .rulePack(number))
        state.set(packs.encoded(), for: .rulePacks)
    }
}

extension Governance {
    /// Sets a facility in place of what was known of it, and counts the works of its holders.
    static func setFacility(
        _ key: String, _ facility: FacilityLeaf, _ standing: Standing, state: inout StateOverlay
    ) throws(Stop) {
        guard standing.rules.facilities == .limited else {
            throw .refused(.notGovernance(reason: "the rules in force know no facilities"))
        }
        guard try read(MemberLeaf.self, at: .member(facility.holder), in: state) != nil else {
            throw .refused(.unknownSubject(facility.holder.text))
        }
        if let before = try read(FacilityLeaf.self, at: .facility(key), in: state), before.isWorks {
            let count = try read(UInt64.self, at: .works(of: before.holder), in: state) ?? 0
            precondition(count > 0, "a works that was not counted")
            state.set(count == 1 ? nil : (count - 1).encoded(), for: .works(of: before.holder))
        }
        if facility.isWorks {
            let count = try read(UInt64.self, at: .works(of: facility.holder), in: state) ?? 0
            state.set((count + 1).encoded(), for: .works(of: facility.holder))
        }
        state.set(facility.encoded(), for: .facility(key))
    }
}

extension FacilityLeaf {
    /// Whether something can be made there, and how much is known.
    fileprivate var isWorks: Bool { throughput ?? 0 > 0 }
}

extension GovernanceChange {
    static func fault(ofFacility key: String, _ facility: FacilityLeaf) -> RuleRefusal? {
        let parsed = try? ObjectKey(parsing: key)
        guard let parsed, parsed.text == key, parsed.kind == .location || parsed.kind == .other
        else {
            return .notGovernance(
                reason: "a facility is written as events give it: the key of a place or URI")
        }
        return facility.kind.isEmpty ? .notGovernance(reason: "a facility has a kind") : nil
    }

    private static let squareMetresMax: UInt64 = 10_000_000_000
    private static let gramsPerSquareMetreMax: UInt64 = 1_000_000
    private static let thousandthsMax: UInt64 = 10_000
    private static let netMilligramsMax: Int64 = 1_000_000_000_000

    static func fault(ofPlot key: String, _ plot: PlotLeaf) -> RuleRefusal? {
        let parsed = try? ObjectKey(parsing: key)
        guard let parsed, parsed.text == key, parsed.kind == .location || parsed.kind == .other
        else {
            return .notGovernance(
                reason: "a plot is written as events give it: the key of a place or URI")
        }
        return plot.squareMetres <= squareMetresMax
            ? nil : .notGovernance(reason: "no plot has more than \(squareMetresMax) m²")
    }

    static func fault(of pack: RulePack) -> RuleRefusal? {
        let isSound = pack.ceilings.allSatisfy { ceiling in
            (1...gramsPerSquareMetreMax).contains(ceiling.gramsPerSquareMetre)
                && (1...12).contains(ceiling.firstMonth)
        }
        guard isSound else {
            return .notGovernance(
                reason: "a crop gives 1 to \(gramsPerSquareMetreMax) g/m² in a season that begins "
                    + "with a month from 1 to 12")
        }
        let isPossible = pack.yields.allSatisfy { range in
            range.least <= range.most && range.most <= thousandthsMax
                && range.input != range.output
        }
        guard isPossible else {
            return .notGovernance(
                reason: "a yield is a range from one commodity to another, up to "
                    + "\(thousandthsMax) thousandths")
        }
        guard pack.territory?.isSound ?? true else {
            return .notGovernance(reason: "a territory goes from its south-west to its north-east")
        }
        let isOrdered = pack.exports.allSatisfy { line in
            guard let from = line.from, let until = line.until else { return true }
            return from <= until
        }
        return isOrdered
            ? nil : .notGovernance(reason: "a line about exports ends before it begins")
    }

    static func fault(ofProduct key: String, _ product: ProductLeaf) -> RuleRefusal? {
        let parsed = try? ObjectKey(parsing: key)
        guard let parsed, parsed.text == key, parsed.kind == .product else {
            return .notGovernance(reason: "a product is written by its class: the key of a GTIN")
        }
        return (1...netMilligramsMax).contains(product.netMilligrams ?? 1)
            ? nil : .notGovernance(reason: "a piece holds 1 mg to \(netMilligramsMax) mg")
    }
}
