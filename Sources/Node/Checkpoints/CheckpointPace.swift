import LedgerCore

/// Which blocks are cosigned at once: of many in a short time only the first, the same one at every
/// validator, since the block's own time says which it is. The last block is cosigned in any case, when
/// none has followed for as long.
///
/// A signature on a log is one on everything before it; so nothing is lost but the fraction of a second.
///
/// Spec: Docs/Spec/Consensus.md §12.
struct CheckpointPace: Sendable {
    /// Blocks with times in the same stretch of so many milliseconds share a checkpoint.
    static let milliseconds: Int64 = 250

    private var last: Int64?

    /// Whether the block, the next one in the order of the chain, is the first of its stretch.
    mutating func begins(_ time: Timestamp) -> Bool {
        let stretch = time.milliseconds / Self.milliseconds
        defer { last = stretch }
        return stretch != last
    }
}
