import LedgerCore

/// Which contents a node keeps at hand; older ones it moves to its archive. Everything by default.
///
/// Where both are said, a content stays for as long as either wants it to.
///
/// Spec: Docs/Spec/Sync.md §7.
package struct NodeRetention: Hashable, Sendable {
    /// Contents of blocks of the last so many days stay.
    package var days: Int?
    /// Contents of the last so many blocks stay.
    package var blocks: UInt64?

    package init(days: Int? = nil, blocks: UInt64? = nil) {
        self.days = days
        self.blocks = blocks
    }

    package var isOn: Bool { days != nil || blocks != nil }

    static let dayMilliseconds: Int64 = 86_400_000

    /// The last of these blocks whose contents need not be at hand any more; nil where all must.
    ///
    /// - Parameters:
    ///   - movable: sealed blocks.
    ///   - time: of a block; later blocks have later times. Asked of a few.
    func last(
        of movable: ClosedRange<Height>, head: Height, now: Timestamp,
        time: (Height) throws -> Timestamp
    ) rethrows -> Height? {
        guard isOn else { return nil }
        var end = movable.upperBound.rawValue
        if let blocks {
            guard head.rawValue >= blocks else { return nil }
            end = min(end, head.rawValue - blocks)
        }
        let first = movable.lowerBound.rawValue
        guard end >= first else { return nil }
        guard let days else { return Height(end) }
        let limit = now.advanced(byMilliseconds: -Int64(days) * Self.dayMilliseconds)
        // The first block that is too young lies in low...high.
        var (low, high) = (first, end + 1)
        while low < high {
            let middle = low + (high - low) / 2
            if try time(Height(middle)) > limit { high = middle } else { low = middle + 1 }
        }
        return low > first ? Height(low - 1) : nil
    }
}
