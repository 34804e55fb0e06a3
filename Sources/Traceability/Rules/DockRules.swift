package import LedgerCore

/// When what arrived is not what was sent.
///
/// Spec: Docs/Spec/MassBalance.md §7.
package struct DockRules: Hashable, Sendable {
    /// By how many thousandths two scales may disagree.
    package var toleranceThousandths: Int64
    /// How long what is missing can still be found or taken back, in block time.
    package var disputeMilliseconds: Int64

    package init(
        toleranceThousandths: Int64 = 5, disputeMilliseconds: Int64 = 7 * 86_400_000
    ) {
        self.toleranceThousandths = toleranceThousandths
        self.disputeMilliseconds = disputeMilliseconds
    }

    /// What may be missing or too much of an amount that was sent; nothing of what is counted in pieces.
    ///
    /// Rounded down, against the one who would gain.
    package func tolerance(of sent: Int64, in unit: SmallestUnit) -> Int64 {
        switch unit {
        case .milligram, .microlitre:
            Int64(Int128(sent) * Int128(toleranceThousandths) / 1000)
        case .piece, .micrometre, .squareMillimetre: 0
        }
    }
}
