package import LedgerCore

/// A recall in force that a lot is under.
package struct LotRecall: Equatable, Sendable {
    /// Key of the lot that was called back: the one asked about, or one that went into it.
    package let lot: String
    /// Joints between the two; 0 when the lot itself was called back.
    package let depth: Int
    package let eventID: String
    /// When the day of it began; everybody reads that.
    package let eventTime: Timestamp
    /// The member who called it back.
    package let member: String
    /// In the member's own words.
    package let reason: String?
}
