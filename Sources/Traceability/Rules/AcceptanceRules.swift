package import LedgerCore

/// When goods count as received of which their receiver says nothing.
///
/// Spec: Docs/Spec/MassBalance.md §9.3.
package struct AcceptanceRules: Hashable, Sendable {
    /// Block time on the road after which a consignment is due.
    package var afterMilliseconds: Int64
    /// Block time for which a receipt can still say what came of it: as long as an offline queue may be.
    package var keptMilliseconds: Int64
    /// Acceptances of a lot kept at one address; the oldest is forgotten first.
    package var keptMax: Int

    package init(
        afterMilliseconds: Int64 = 10 * 86_400_000, keptMilliseconds: Int64 = 90 * 86_400_000,
        keptMax: Int = 64
    ) {
        self.afterMilliseconds = afterMilliseconds
        self.keptMilliseconds = keptMilliseconds
        self.keptMax = keptMax
    }

    /// The moment after which a consignment is due.
    package func due(_ sentAt: Timestamp) -> Timestamp {
        sentAt.advanced(byMilliseconds: afterMilliseconds)
    }

    /// Whether a receipt can still say what came of it.
    func isKept(_ acceptance: Acceptance, at time: Timestamp) -> Bool {
        time <= acceptance.at.advanced(byMilliseconds: keptMilliseconds)
    }
}
