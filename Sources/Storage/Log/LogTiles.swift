import GRDB
import LedgerCore

/// The hashes of the log, read from its tiles: any proof needs a handful of them.
///
/// Keeps the tiles it has read, since a proof asks for several nodes of each. One per question.
final class LogTiles: MerkleNodeSource {
    private let database: Database
    private var tiles: [LogTile.Name: [Digest]] = [:]

    init(_ database: Database) {
        self.database = database
    }

    /// - Throws: `.corrupt` when the tile is not as wide as it must be; `.belowBase` where that may be
    ///   because the ledger began with a snapshot.
    func hash(of node: MerkleNode) throws(StorageError) -> Digest {
        let inner = node.level % LogTile.height
        let first = node.index << UInt64(inner)
        let name = LogTile.Name(
            level: node.level / LogTile.height, number: first / LogTile.width)
        let start = Int(first % LogTile.width)
        let end = start + 1 << inner
        let hashes = try hashes(of: name)
        guard end <= hashes.count else {
            let base = try BaseRow.read(in: database)
            if base > .first { throw .belowBase(base) }
            throw .corrupt("log tile \(name.level)/\(name.number) ends at \(hashes.count)")
        }
        return MerkleHash.root(ofNodes: Array(hashes[start..<end]))
    }

    /// The root of the tree of the first `size` leaves.
    func root(ofSize size: UInt64) throws(StorageError) -> Digest {
        var root: Digest?
        for level in 0..<64 where size >> UInt64(level) & 1 == 1 {
            let peak = try hash(
                of: MerkleNode(level: level, index: (size >> UInt64(level)) - 1))
            root = root.map { MerkleHash.node(peak, $0) } ?? peak
        }
        return root ?? MerkleHash.emptyRoot
    }

    /// The right edge of the log when it had `size` leaves.
    func frontier(ofSize size: UInt64) throws(StorageError) -> MerkleFrontier {
        var subtrees: [Digest] = []
        for level in (0..<64).reversed() where size >> UInt64(level) & 1 == 1 {
            subtrees.append(
                try hash(of: MerkleNode(level: level, index: (size >> UInt64(level)) - 1)))
        }
        guard let frontier = MerkleFrontier(size: size, subtrees: subtrees) else {
            preconditionFailure("a frontier has a subtree a one bit of its size")
        }
        return frontier
    }

    private func hashes(of name: LogTile.Name) throws(StorageError) -> [Digest] {
        if let known = tiles[name] { return known }
        let hashes = try PreparedStatement(database, LogTiles.select)
            .first(.integer(name.level), .size(name.number)) { row throws(StorageError) in
                try row.digests(0)
            }
        tiles[name] = hashes ?? []
        return hashes ?? []
    }

    private static let select = "SELECT hashes FROM tiles WHERE level = ? AND number = ?"

    /// The bytes of a tile as far as it is filled; nil when it is empty.
    static func bytes(
        of name: LogTile.Name, in database: Database
    ) throws(StorageError) -> Bytes? {
        try PreparedStatement(database, select)
            .first(.integer(name.level), .size(name.number)) { $0.blob(0) }
    }
}
