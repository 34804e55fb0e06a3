package import LedgerCore

/// The judgement about an export bundle, with its reasons.
package enum BundleVerdict: Equatable, Sendable {
    /// Everything in it is shown, and this is what.
    case holds([BundleFinding])
    case doesNotHold(BundleFault)

    package var holds: Bool {
        if case .holds = self { true } else { false }
    }

    /// What to tell a person, a line each, the verdict first.
    package var lines: [String] {
        switch self {
        case .holds(let findings): ["holds"] + findings.map { "  \($0)" }
        case .doesNotHold(let fault): ["does not hold: \(fault)"]
        }
    }
}

/// One fact that a bundle has shown.
package enum BundleFinding: Equatable, Sendable {
    /// Who answers for the case, for which lot and country; the time is by the signer's clock.
    case assembled(by: MemberID, at: Timestamp, lot: String, country: String)
    /// The block that the state is of.
    case decided(Height, BlockID, time: Timestamp, signers: Int, validators: Int)
    /// Whether the ledger saw it come into being, and the test that closes it.
    case lot(isCounted: Bool, closedBy: CertificateReference?)
    case certificate(CertificateReference, CertificateLeaf)
    /// Transactions that were decided, how many with their content, and refused events in them.
    case transactions(count: Int, withContent: Int, refusedEvents: Int)
    case file(String, byteCount: Int)
}

extension BundleFinding: CustomStringConvertible {
    package var description: String {
        switch self {
        case .assembled(let member, let time, let lot, let country):
            "\(member) put it together at \(time.text) for \(lot) to \(country)"
        case .decided(let height, let id, let time, let signers, let validators):
            "its state is that after block \(height) (\(id)) of \(time.text), decided by"
                + " \(signers) of \(validators) validators"
        case .lot(let isCounted, let test):
            (isCounted
                ? "the ledger saw the lot come into being" : "nobody recorded the lot's beginning")
                + (test.map { "; it failed test \($0.number) of \($0.issuer)" } ?? "")
        case .certificate(let reference, let leaf):
            "certificate \(reference.number) of \(reference.issuer): \(leaf.kind.rawValue)"
                + (leaf.result.map { " \($0.rawValue)" } ?? "")
                + (leaf.allowance.map { ", \($0.left) of \($0.amount) \($0.unit)s left" } ?? "")
                + ", \(leaf.validFrom.text) to \(leaf.validUntil.text)"
                + (leaf.revokedFrom.map { ", revoked from block \($0) on" } ?? "")
                + (leaf.revocationReason.map { " by the administrators: \($0)" } ?? "")
        case .transactions(let count, let withContent, let refused):
            "\(count) transactions were decided, \(withContent) of them with their content here"
                + (refused > 0 ? "; \(refused) of their events were refused" : "")
        case .file(let name, let byteCount): "\(name), \(byteCount) bytes, is what was signed for"
        }
    }
}
