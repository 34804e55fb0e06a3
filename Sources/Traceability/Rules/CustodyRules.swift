package import LedgerCore

/// How goods are kept under a claim.
///
/// Spec: Docs/Spec/MassBalance.md §12.
package struct CustodyRules: Hashable, Sendable {
    /// How long a balancing period is. What is credited in one can be used until the next is over.
    package var periodMilliseconds: Int64

    package init(periodMilliseconds: Int64 = 90 * 86_400_000) {
        precondition(periodMilliseconds > 0, "a period without an end")
        self.periodMilliseconds = periodMilliseconds
    }
}

extension CustodyRules {
    /// When the period of a block began: a multiple of its length since 1970.
    package func period(of time: Timestamp) -> Timestamp {
        let number = time.milliseconds / periodMilliseconds
        let isBefore = time.milliseconds % periodMilliseconds < 0
        return Timestamp(milliseconds: (isBefore ? number - 1 : number) * periodMilliseconds)
    }

    /// When the period before one began.
    package func period(before period: Timestamp) -> Timestamp {
        period.advanced(byMilliseconds: -periodMilliseconds)
    }
}
