import GRDB
import LedgerCore

/// Completes the log's tiles below those that are there, as far down as their leaves are here.
struct LogBackfill {
    private let database: Database
    private let reader: LedgerReader

    init(_ database: Database) {
        self.database = database
        reader = LedgerReader(database)
    }

    /// Bottom up, so that each level finds the one below it; each level from the right to the left.
    ///
    /// - Throws: `.corrupt` when a tile above names another hash than the new tile has.
    func completeTiles() throws(StorageError) {
        let firstLeaf = try reader.firstLeaf()
        let size = try reader.head().log.size
        var level = 0
        while size >> UInt64(LogTile.height * level) > 0 {
            // Hashes of this level that begin behind the first leaf that is here.
            let bits = UInt64(LogTile.height * level)
            let firstHash = (firstLeaf >> bits) + (firstLeaf & (1 << bits - 1) == 0 ? 0 : 1)
            let firstTile = (firstHash + LogTile.width - 1) / LogTile.width
            var missing = try lowestTile(level: level, size: size)
            while missing > firstTile {
                missing -= 1
                try complete(LogTile.Name(level: level, number: missing))
            }
            level += 1
        }
    }

    /// The number of the lowest tile of a level that is there, or of the one that would be next.
    private func lowestTile(level: Int, size: UInt64) throws(StorageError) -> UInt64 {
        let lowest = try PreparedStatement(
            database, "SELECT number FROM tiles WHERE level = ? ORDER BY number LIMIT 1"
        ).first(.integer(level)) { row throws(StorageError) in try row.unsigned(0) }
        return lowest ?? (size >> UInt64(LogTile.height * level)) / LogTile.width
    }

    private func complete(_ name: LogTile.Name) throws(StorageError) {
        let hashes = name.level == 0 ? try leaves(of: name) : try roots(below: name)
        guard hashes.count == Int(LogTile.width) else {
            throw .corrupt("log tile \(name.level)/\(name.number) lacks hashes")
        }
        try requireParent(of: name, has: MerkleHash.root(ofNodes: hashes))
        try PreparedStatement(
            database, "INSERT INTO tiles (level, number, hashes) VALUES (?, ?, ?)"
        ).run(.integer(name.level), .size(name.number), .blob(hashes.flatMap(\.bytes)))
    }

    private func leaves(of name: LogTile.Name) throws(StorageError) -> [Digest] {
        try reader.entries(from: name.number * LogTile.width, count: Int(LogTile.width))
            .map { MerkleHash.leaf($0) }
    }

    private func roots(below name: LogTile.Name) throws(StorageError) -> [Digest] {
        let select = try PreparedStatement(
            database, "SELECT hashes FROM tiles WHERE level = ? AND number = ?")
        var roots: [Digest] = []
        for index in 0..<LogTile.width {
            let hashes = try select.first(
                .integer(name.level - 1), .size(name.number * LogTile.width + index)
            ) { row throws(StorageError) in try row.digests(0) }
            guard let hashes, hashes.count == Int(LogTile.width) else { break }
            roots.append(MerkleHash.root(ofNodes: hashes))
        }
        return roots
    }

    private func requireParent(
        of name: LogTile.Name, has root: Digest
    ) throws(StorageError) {
        let parent = LogTile.Name(level: name.level + 1, number: name.number / LogTile.width)
        let place = Int(name.number % LogTile.width) * Digest.byteCount
        guard let known = try LogTiles.bytes(of: parent, in: database) else { return }
        guard known.count >= place + Digest.byteCount,
            Digest(bytes: known[place..<place + Digest.byteCount]) == root
        else { throw .corrupt("log tile \(name.level)/\(name.number) is not the log's") }
    }
}
