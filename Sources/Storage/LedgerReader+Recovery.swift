import LedgerCore

extension LedgerReader {
    /// Holds the last block against what the ledger says of where it stands.
    ///
    /// The row and the block were written by one transaction, so a difference is damage, and no
    /// crash. Everything before the last block is for `verify` to judge.
    ///
    /// - Throws: `.corrupt`, with the height and what differs.
    func requireIntactHead(_ head: LedgerHead) throws(StorageError) {
        guard try headersAbove(head.height) == 0 else {
            throw .corrupt("there are blocks above the head, \(head.height)")
        }
        guard head.height > .genesis else { return }
        guard let header = try header(at: head.height) else {
            throw .corrupt("block \(head.height), the last one, is missing")
        }
        guard header.id == head.blockID, header.height == head.height else {
            throw .corrupt("block \(head.height) is not the one the head names")
        }
        let root = try lacksTree() ? head.stateRoot : stateRoot(at: head.height)
        guard header.stateRoot == head.stateRoot, root == head.stateRoot else {
            throw .corrupt("the state at \(head.height) is not the one the header names")
        }
        guard try LogTiles(database).root(ofSize: header.logSize) == header.logRoot,
            try logRoot(ofSize: head.log.size) == head.log.root,
            head.log.size == header.logSize + 1
        else { throw .corrupt("the log at \(head.height) is not the one the header names") }
        guard try certificate(at: head.height)?.blockID == header.id else {
            throw .corrupt("block \(head.height) has no certificate")
        }
        try requirePredecessor(of: header)
    }

    /// Whether the state tree is left out until a long way is over.
    func lacksTree() throws(StorageError) -> Bool { try StateTreeRows.isEmpty(in: database) }

    /// The root that the rows of the state tree give.
    func stateRoot(at height: Height) throws(StorageError) -> Digest {
        do { return try StateTree(version: height, store: StateTreeRows(database)).root() } catch {
            throw .corrupt("\(error)")
        }
    }

    private func requirePredecessor(of header: BlockHeader) throws(StorageError) {
        guard let previous = header.height.previous, previous > .genesis else {
            guard header.previous == .none else {
                throw .corrupt("the first block names a block before it")
            }
            return
        }
        // Below the base nothing is here that the block could follow.
        guard header.height > (try base()) else { return }
        guard try self.header(at: previous)?.id == header.previous else {
            throw .corrupt("block \(header.height) does not follow block \(previous)")
        }
    }

    private func headersAbove(_ height: Height) throws(StorageError) -> Int64 {
        try PreparedStatement(database, "SELECT count(*) FROM blocks WHERE height > ?")
            .first(.height(height)) { row throws(StorageError) in row.integer(0) } ?? 0
    }
}
