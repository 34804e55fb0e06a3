package import LedgerCore
package import Storage
package import Traceability

/// A verified range with all the work done that needs no state of its own height: contents read,
/// signatures checked. What is left is for the thread that writes the ledger.
package struct PreparedRange: Sendable {
    package let blocks: [PreparedBlock]
    /// The chain behind the range.
    package let chain: HeaderChain

    package var first: Height { blocks[0].decided.block.height }
    package var last: Height { chain.height }

    /// Prepares a range, on the thread that verified it.
    ///
    /// Signatures are checked with the keys that the ledger knows by now. A key that only the range
    /// itself brings is met in execution, which checks what was not.
    package init(_ range: VerifiedRange, ledger: LedgerStore) throws {
        let transactions = range.blocks.flatMap(\.block.body.transactions)
        let ids = Set(transactions.map(\.header.keyID))
        let known = try ledger.read { reader in
            try ids.sorted().compactMap { id in try Registry.key(id, in: reader)?.key.key }
        }
        let keys = Dictionary(known.map { ($0.id, $0) }) { first, _ in first }
        blocks = range.blocks.map { PreparedBlock($0, keys: keys, chain: range.chain.chain) }
        chain = range.chain
    }
}

extension PreparedRange {
    /// Those that the ledger does not have; none where it has them all.
    ///
    /// - Throws: `.notNext` where the first of them does not follow the head.
    func blocks(behind head: LedgerHead) throws(BlockSyncError) -> ArraySlice<PreparedBlock> {
        let rest = blocks.drop { $0.decided.block.height <= head.height }
        // Each block of a range is verified on the one before, so the first one tells for all.
        if let next = rest.first?.decided.block.header, next.previous != head.blockID {
            throw .notNext(found: next.height, head: head.height)
        }
        return rest
    }
}

/// A decided block, understood.
package struct PreparedBlock: Sendable {
    package let decided: DecidedBlock
    package let transactions: [PreparedTransaction]

    /// Octets of what its transactions say.
    var contentBytes: Int { transactions.reduce(0) { $0 + $1.signed.content.count } }

    package init(
        _ decided: DecidedBlock, keys: [KeyID: PublicKey], chain: ChainID
    ) {
        self.decided = decided
        transactions = decided.block.body.transactions.map { signed in
            var prepared = PreparedTransaction(inBlock: signed)
            if let key = keys[signed.header.keyID] {
                prepared.checkSignature(with: key, on: chain)
            }
            return prepared
        }
    }
}
