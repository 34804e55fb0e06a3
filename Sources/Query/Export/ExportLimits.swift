/// How much an export case may have.
///
/// Spec: Docs/Spec/ExportCase.md §6.
package struct ExportLimits: Equatable, Sendable {
    /// The lot and all that went into it.
    package var lotsMax: Int
    /// Of the lot alone, and of all of them.
    package var lotEventsMax: Int
    package var chainEventsMax: Int
    /// Transactions whose proofs go into a bundle.
    package var transactionsMax: Int
    /// Of the files of a bundle, together.
    package var bundleBytesMax: Int

    package init(
        lotsMax: Int = 10_001, lotEventsMax: Int = 1_000, chainEventsMax: Int = 30_000,
        transactionsMax: Int = 5_000, bundleBytesMax: Int = 48 << 20
    ) {
        self.lotsMax = lotsMax
        self.lotEventsMax = lotEventsMax
        self.chainEventsMax = chainEventsMax
        self.transactionsMax = transactionsMax
        self.bundleBytesMax = bundleBytesMax
    }
}
