import LedgerCore

/// Certificates that are drawn down, by MassBalance.md §14.
extension NaiveLedger {
    mutating func draw(
        _ amount: Int64, of lot: String, _ unaccounted: Int64, from numbers: [String]
    ) -> Bool {
        guard let certificates, !numbers.isEmpty else { return true }
        guard unaccounted == 0 else { return false }
        for number in numbers {
            guard let certificate = certificates[number], !certificate.isRevoked,
                now <= CertificateText.until.milliseconds, certificate.lot == lot
            else { return false }
            guard let left = certificate.left else { continue }
            guard amount <= left else { return false }
            self.certificates?[number]?.left = left - amount
        }
        return true
    }
}
