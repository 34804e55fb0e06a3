/// All that versions of the rules decide differently.
///
/// Values and not branches: one road through the code serves every version, and a block of any height
/// is executed as it was when it was decided. A new version adds its values to ``RuleBook/current``;
/// the values of a version that a chain has used are never changed.
///
/// Spec: Docs/Spec/Rules.md §11.
package struct Rules: Hashable, Sendable {
    /// Consignments of a lot that are kept apart at one address.
    package var consignmentsMax: Int
    /// Containers inside containers that a movement follows.
    package var containerDepthMax: Int
    /// Things inside one container, and things moved inside containers by one event.
    package var containerItemsMax: Int
    /// What a receiver's word that no more will come does; nil where it does nothing.
    package var dock: DockRules?
    /// What may come out of a transformation; nil where anything may.
    package var conversion: ConversionRules?
    /// Whose goods are accounted for that came into being without inputs.
    package var origin: OriginRule
    /// Which harvests are held against their plots, where the rule pack has ceilings; nil for none.
    package var harvest: HarvestRules?

    /// Whether certificates are issued and drawn from.
    package var certificates: CertificateRule
    /// What the outlines of plots are held against; nil where a plot has none.
    package var land: LandRules?
    /// What is asked of goods that leave the country.
    package var exports: ExportRule
    /// Whether dry matter can come of nothing.
    package var dryMatter: DryMatterRule
    /// What places where goods are kept and made are held to.
    package var facilities: FacilityRule
    /// How late records close gaps; nil where what was judged before its past stays as judged.
    package var gaps: GapRules?
    /// Whether loads have carriers and seals on record.
    package var transit: TransitRule
    /// How goods come in with papers, and that their origins are followed; nil where nobody asks.
    package var ways: WayRules?
    /// How a load is received at once; nil where its document is no more than its carrier and seals.
    package var loads: LoadRules?
    /// When goods count as received of which their receiver says nothing; nil for never.
    package var acceptance: AcceptanceRules?
    /// What a count of stock does.
    package var stockTaking: StockTakingRule
    /// Whether members record for others.
    package var delegation: DelegationRule
    /// Who revokes certificates.
    package var revocation: RevocationRule
    /// How goods are kept under claims; nil where nobody asks.
    package var custody: CustodyRules?

    /// Version 1.
    package init(
        consignmentsMax: Int = 256, containerDepthMax: Int = 8, containerItemsMax: Int = 4096,
        dock: DockRules? = nil, conversion: ConversionRules? = nil,
        origin: OriginRule = .anyMaker, harvest: HarvestRules? = nil,
        certificates: CertificateRule = .notKnown, land: LandRules? = nil,
        exports: ExportRule = .notKnown, dryMatter: DryMatterRule = .notAsked,
        facilities: FacilityRule = .notKnown, gaps: GapRules? = nil,
        transit: TransitRule = .notKnown, ways: WayRules? = nil, loads: LoadRules? = nil,
        acceptance: AcceptanceRules? = nil, stockTaking: StockTakingRule = .notKnown,
        delegation: DelegationRule = .notKnown, revocation: RevocationRule = .byIssuers,
        custody: CustodyRules? = nil
    ) {
        self.consignmentsMax = consignmentsMax
        self.containerDepthMax = containerDepthMax
        self.containerItemsMax = containerItemsMax
        self.dock = dock
        self.conversion = conversion
        self.origin = origin
        self.harvest = harvest
        self.certificates = certificates
        self.land = land
        self.exports = exports
        self.dryMatter = dryMatter
        self.facilities = facilities
        self.gaps = gaps
        self.transit = transit
        self.ways = ways
        self.loads = loads
        self.acceptance = acceptance
        self.stockTaking = stockTaking
        self.delegation = delegation
        self.revocation = revocation
        self.custody = custody
    }

    /// Version 2: shortage and surplus at the dock; no more comes out of a transformation than went in;
    /// goods made out of nothing are accounted for growers alone, and no more than land can bear; certificates are drawn down.
    package static let second = Rules(
        dock: DockRules(), conversion: ConversionRules(), origin: .growers,
        harvest: HarvestRules(), certificates: .drawnDown)

    /// Version 3: late records close gaps; no land is two plots'; what a country demands of goods that leave for it; no dry
    /// matter out of nothing; facilities hold and make what they can; loads have carriers and seals.
    package static let third = second.with { rules in
        rules.land = LandRules()
        rules.exports = .byDestination
        rules.dryMatter = .whereMeasured
        rules.facilities = .limited
        rules.gaps = GapRules()
        rules.transit = .onRecord
    }

    /// Version 4: goods come in with papers, and keep where they came from; a load is received at once;
    /// what is on the road for long counts as received; counts of stock are held against the books; members
    /// record for those that confirmed it; administrators revoke certificates.
    package static let fourth = third.with { rules in
        rules.ways = WayRules()
        rules.loads = LoadRules()
        rules.acceptance = AcceptanceRules()
        rules.stockTaking = .againstBooks
        rules.delegation = .confirmed
        rules.revocation = .byAdministrators
    }

    /// Version 5: goods are under claims, by custody models.
    package static let fifth = fourth.with { rules in
        rules.custody = CustodyRules()
    }

    private func with(_ change: (inout Rules) -> Void) -> Rules {
        var rules = self
        change(&rules)
        return rules
    }
}
