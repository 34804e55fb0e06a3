/// What the ledger does with certificates.
///
/// Spec: Docs/Spec/MassBalance.md §14.
package enum CertificateRule: Hashable, Sendable {
    /// An event may say of them what it likes.
    case notKnown
    /// They are issued, drawn down and revoked.
    case drawnDown
}
