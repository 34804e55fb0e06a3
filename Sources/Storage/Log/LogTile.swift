import LedgerCore

/// A tile of the log: 256 hashes of one level, or fewer at the right edge.
///
/// Spec: C2SP tlog-tiles, "Merkle tree".
enum LogTile {
    /// Levels of the tree between two levels of tiles.
    static let height = 8
    /// Hashes in a full tile.
    static let width: UInt64 = 256

    /// The name of a tile.
    struct Name: Hashable, Comparable {
        /// Tile level: its hashes are of level 8 · `level` of the tree.
        let level: Int
        let number: UInt64

        static func < (left: Name, right: Name) -> Bool {
            (left.level, left.number) < (right.level, right.number)
        }
    }

    /// The tile that holds a node itself; nil for levels that no tile holds.
    static func name(holding node: MerkleNode) -> Name? {
        guard node.level.isMultiple(of: height) else { return nil }
        return Name(level: node.level / height, number: node.index / width)
    }
}
