import LedgerCore

/// A claim comes in with goods that a certificate is for.
///
/// Spec: Docs/Spec/MassBalance.md §12.1.
extension MassBalance {
    /// Asked once the certificates of the event are drawn from, which holds them to their amounts.
    func requireClaimCertificates(_ citation: CertificateCitation) throws(Stop) {
        guard let custody, !custody.entered.isEmpty else { return }
        let cited: [CertificateReference] =
            if case .certificates(let certificates) = citation { certificates } else { [] }
        var leaves: [CertificateLeaf] = []
        for certificate in cited {
            let leaf = try known(certificate)
            if custody.statement.claim.isWord(of: certificate, leaf) { leaves.append(leaf) }
        }
        for posting in postings where posting.cause == .created {
            guard custody.entered.contains(posting.lot) else { continue }
            guard leaves.contains(where: { $0.covers(posting) }) else {
                throw .refused(
                    .custody(.certificateMissing(custody.statement.claim, lot: posting.lot)))
            }
        }
    }
}

extension GoodsClaim {
    /// Whether a certificate says it of its goods, and of how much. A test says what one lot is, and may be
    /// for no amount; all others have one (§14).
    fileprivate func isWord(of certificate: CertificateReference, _ leaf: CertificateLeaf) -> Bool {
        switch self {
        case .kind(let kind): leaf.kind == kind
        case .certificate(let named): named == certificate && leaf.kind != .test
        }
    }
}
