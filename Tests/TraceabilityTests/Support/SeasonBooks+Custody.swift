import LedgerCore
import Traceability

/// Claims in the world of a random season: Docs/Spec/MassBalance.md §12.
extension SeasonBooks {
    /// Shorter than by the rules, so that periods end in a season.
    static let custody = CustodyRules(periodMilliseconds: 12 * 24 * World.hour)
    /// What each grower's certificate is for, in milligrams: some of what it harvests.
    static let certified: Int64 = 6_000_000_000

    /// The rules of a version, with its times cut short.
    static func rules(_ version: RuleVersion) -> Rules {
        guard version >= RuleVersion(5) else { return .fourth }
        var rules = Rules.fifth
        rules.custody = custody
        return rules
    }

    /// Issues what brings the growers' claims in.
    mutating func certifyClaims(_ naive: inout NaiveLedger) throws {
        naive.claims = NaiveClaims(period: Self.custody.periodMilliseconds, left: [:])
        for member in SeasonMembers.growers {
            let prefix = SeasonMembers.prefix(of: member)
            let terms = CertificateText.terms(
                NaiveClaims.certificate(of: member), "organic", ",\"holder\":\"\(member)\"")
            try world.done(
                EventText.object(
                    "OBSERVE", CertificateText.certifying,
                    [
                        (
                            "urn:epc:idpat:sgtin:\(prefix).\(SeasonGoods.fresh).*",
                            "\(Self.certified)", "MGM"
                        )
                    ], extra: CertificateText.claim(terms)), by: SeasonMembers.certifier)
            naive.claims?.left[member] = Self.certified
        }
    }
}
