package import LedgerCore

/// A user of a member, found by a token.
package struct Principal: Hashable, Sendable {
    package let tokenID: String
    package let name: String
    package let member: MemberID
    /// May issue and revoke at this node; says nothing about the ledger.
    package let isAdministrator: Bool
}
