import Glibc
import GRDB
import LedgerCore

/// What a home keeps when a snapshot takes the place of its ledger: what its key has signed, and what it
/// has promised to bring into a block.
///
/// Holds the home until the new ledger is in its place.
final class SnapshotPredecessor {
    private let lock: HomeLock
    private let kept: Kept?

    private struct Kept {
        let origin: HomeOrigin
        /// Whether the home has seen a block, or signed anything.
        let isUsed: Bool
        let votes: [SignedMessage]
        let record: ConsensusRecord?
        let waiting: [SignedTransaction]
    }

    /// - Parameters:
    ///   - chain: that the ledger there must hold.
    ///   - height: of the snapshot, above the head of the ledger there.
    init(home: HomePaths, chain: ChainID, height: Height) throws {
        lock = try HomeLock(path: home.lock)
        guard access(home.ledger, F_OK) == 0 else {
            kept = nil
            return
        }
        let pool = try DatabasePool.open(
            path: home.ledger, settings: DatabaseSettings(durability: .full))
        let file = try FileIdentity(of: home.ledger)
        kept = try pool.write { database in
            guard try !LedgerSchema.isEmpty(database) else { return nil }
            _ = try LedgerSchema.migrate(database)
            let reader = LedgerReader(database)
            let (found, head) = (try reader.chainID(), try reader.head())
            guard found == chain else {
                throw StorageError.otherChain(found: found, expected: chain)
            }
            guard head.height < height else { throw SnapshotFault.notAhead(head: head.height) }
            let record = try reader.consensusRecord()
            let signed = try reader.signedMessages(from: .genesis)
            return Kept(
                origin: try HomeRecord(in: database, file: file).origin,
                isUsed: head.height > .genesis || record != nil || !signed.isEmpty,
                votes: signed.filter { $0.height >= height },
                record: record.flatMap { $0.state.height > height ? $0 : nil },
                waiting: try reader.poolTransactions())
        }
        // Empty, the write-ahead log cannot be taken for that of the file that comes.
        try pool.writeWithoutTransaction { database in
            _ = try database.checkpoint(.truncate)
        }
        try pool.close()
    }

    /// Writes it into the new ledger. Transactions that the snapshot's chain has in a block are not
    /// waiting any more.
    func write(
        to database: Database, file: FileIdentity, at moment: Timestamp
    ) throws(StorageError) {
        // A home in which nothing has happened may be one that was made again after it was lost.
        let restoredAt: Timestamp? =
            switch kept?.origin {
            case .own where kept?.isUsed == true: nil
            case .unproven: HomeRecord.unprovenMark
            case .restored(let before): before
            case .own, .copied, nil: moment
            }
        _ = try HomeRecord.write(restoredAt: restoredAt, file: file, to: database)
        guard let kept else { return }
        for message in kept.votes { try VoteRows.insert(message, in: database) }
        if let record = kept.record { try ConsensusLog.insert(record, in: database) }
        var waiting: [SignedTransaction] = []
        for transaction in kept.waiting {
            let key = StateKey.spent(transaction.id.digest)
            if try StateRows.value(for: key, in: database) == nil { waiting.append(transaction) }
        }
        try PoolRows.insert(waiting, waiting: true, in: database)
    }
}
