/// Who revokes certificates.
///
/// Spec: Docs/Spec/MassBalance.md §14.
package enum RevocationRule: Hashable, Sendable {
    /// Their issuers.
    case byIssuers
    /// And the administrators, where an issuer is gone or cannot be trusted.
    case byAdministrators
}
