import LedgerCore

/// The nodes of a state tree on their way from the order in which they are finished, each after all that hangs
/// on it, to that of their table, which has it before.
///
/// A node of the highest lower level ends what hangs on it, and the next one has all of its own behind it. So
/// the table is written from its beginning to its end, every page once and full; the upper nodes, of which
/// there are few, come last.
struct NodesInOrder {
    private static let rowBytesUsual = 1 << 18

    private var upper: [StateTreeRows.Node] = []
    private var lower: [StateTreeRows.Node] = []
    private var lowerBytes = 0

    /// - Returns: nodes that lie behind all that were returned before, once there are enough.
    mutating func add(_ key: StateTreeNodeKey, row: Bytes) -> [StateTreeRows.Node]? {
        if key.path.isUpper {
            upper.append((key, row))
            return nil
        }
        lower.append((key, row))
        lowerBytes += row.count
        let isWhole = key.path.count == StateTreePath.upperCountMax + 1
        guard isWhole, lowerBytes >= NodesInOrder.rowBytesUsual else { return nil }
        defer { (lower, lowerBytes) = ([], 0) }
        return lower
    }

    /// What is left, once the root was added.
    consuming func finish() -> [StateTreeRows.Node] { lower + upper }
}
