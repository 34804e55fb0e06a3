import LedgerCore

/// Certificates of issuers that are gone or cannot be trusted.
///
/// Spec: Docs/Spec/MassBalance.md §14.
extension Governance {
    /// Revokes a certificate from a height on, unless it is revoked by then.
    static func revoke(
        _ certificate: CertificateReference, reason: String, from: Height, at height: Height,
        _ standing: Standing, state: inout StateOverlay
    ) throws(Stop) {
        guard standing.rules.revocation == .byAdministrators else {
            throw .refused(
                .notGovernance(reason: "under the rules in force issuers alone revoke certificates")
            )
        }
        guard from > height else {
            throw .refused(.ruleHeightPassed(from: from, earliest: height.next))
        }
        guard var leaf = try read(CertificateLeaf.self, at: .certificate(certificate), in: state)
        else { throw .refused(.certificateUnknown(certificate)) }
        if let known = leaf.revokedFrom, known <= from {
            throw .refused(.certificateRevoked(certificate, from: known))
        }
        leaf.revoke(from: from, reason: reason)
        state.set(leaf.encoded(), for: .certificate(certificate))
    }
}
