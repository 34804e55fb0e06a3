package import LedgerCore

/// What a certificate is worth for one lot, amount and moment.
///
/// Spec: Docs/Spec/ExportCase.md §3.
package struct CertificateStanding: Equatable, Sendable {
    package enum Verdict: String, Sendable, CaseIterable {
        case valid
        case notYetValid = "not_yet_valid"
        case expired
        case revoked
        /// Nothing is left of it, and none of it went to this lot.
        case usedUp = "used_up"
        /// Of a test that was not passed.
        case failed
        /// It counts in a unit that the lot cannot be told in.
        case otherUnit = "other_unit"
    }

    package let certificate: ExportCertificate
    package let verdict: Verdict
    /// What is left and what went to this lot, in the unit of the certificate; nil for one that is not
    /// about an amount.
    package let available: Int64?

    package var unit: SmallestUnit? { certificate.leaf.allowance?.unit }

    /// The first reason against it, else valid.
    package init(
        _ certificate: ExportCertificate, of facts: ExportFacts, amount: ExportAmount?,
        at moment: Timestamp
    ) {
        self.certificate = certificate
        let leaf = certificate.leaf
        available = leaf.allowance.map { allowance in
            // What was drawn and what is left are parts of one amount.
            min(allowance.amount, allowance.left + min(certificate.drawn, allowance.amount))
        }
        if leaf.isRevoked(at: facts.stateHeight) {
            verdict = .revoked
        } else if leaf.result == .failed {
            verdict = .failed
        } else if moment < leaf.validFrom {
            verdict = .notYetValid
        } else if leaf.validUntil < moment {
            verdict = .expired
        } else if available == 0 {
            verdict = .usedUp
        } else if let unit = leaf.allowance?.unit, let amount,
            facts.amount(amount, in: unit) == nil
        {
            verdict = .otherUnit
        } else {
            verdict = .valid
        }
    }
}

extension ExportFacts {
    /// The amount in another unit: packs of known content count by it. Nil where nobody can tell.
    func amount(_ amount: ExportAmount, in unit: SmallestUnit) -> Int64? {
        if amount.unit == unit { return amount.amount }
        guard amount.unit == .piece, unit == .milligram, let netMilligrams else { return nil }
        let (mass, overflow) = amount.amount.multipliedReportingOverflow(by: netMilligrams)
        return overflow ? nil : mass
    }

    /// The certificates of a kind that are for this lot.
    func certificates(of kind: CertificateKind) -> [ExportCertificate] {
        certificates.filter { certificate in
            certificate.leaf.kind == kind
                && (certificate.leaf.goods.contains(lot)
                    || product.map(certificate.leaf.goods.contains) ?? false)
        }
    }
}
