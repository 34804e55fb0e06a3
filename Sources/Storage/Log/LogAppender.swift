import GRDB
import LedgerCore

/// Appends entries to the log and writes the tiles that they touch.
struct LogAppender {
    private(set) var frontier: MerkleFrontier
    /// What each touched tile gains, in order.
    private var gained: [LogTile.Name: Bytes] = [:]

    init(_ frontier: MerkleFrontier) {
        self.frontier = frontier
    }

    mutating func append(entry: Bytes) {
        frontier.append(leaf: MerkleHash.leaf(entry)) { node, hash in
            guard let name = LogTile.name(holding: node) else { return }
            gained[name, default: []] += hash.bytes
        }
    }

    /// - Throws: `.corrupt` when a tile on disk does not end where the log did.
    func write(from oldSize: UInt64, to database: Database) throws(StorageError) {
        let put = try PreparedStatement(
            database,
            """
            INSERT INTO tiles (level, number, hashes) VALUES (?, ?, ?)
            ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes
            """)
        for (name, bytes) in gained.sorted(by: { $0.key < $1.key }) {
            let known = try LogTiles.bytes(of: name, in: database) ?? []
            let hashesBefore = oldSize >> UInt64(LogTile.height * name.level)
            let expected =
                hashesBefore / LogTile.width == name.number ? hashesBefore % LogTile.width : 0
            guard known.count == Int(expected) * Digest.byteCount else {
                throw .corrupt("log tile \(name.level)/\(name.number) has \(known.count) bytes")
            }
            try put.run(.integer(name.level), .size(name.number), .blob(known + bytes))
        }
    }
}
