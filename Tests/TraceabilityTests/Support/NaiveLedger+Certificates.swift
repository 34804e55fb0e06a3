import LedgerCore

/// Certificates that are drawn down, by MassBalance.md §14.
extension NaiveLedger {
    mutating func draw(
        _ amount: Int64, of lot: String, _ unaccounted: Int64, from number: String?
    ) -> Bool {
        guard let certificates, let number else { return true }
        guard let certificate = certificates[number], !certificate.isRevoked,
            now <= CertificateText.until.milliseconds,
            certificate.lot == lot, unaccounted == 0, amount <= certificate.left
        else { return false }
        self.certificates?[number]?.left -= amount
        return true
    }
}
