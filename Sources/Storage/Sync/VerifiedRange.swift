package import LedgerCore

/// Blocks of a range that the validators have decided, one on the other.
///
/// What their execution comes to is not judged: outcomes and state are what the headers say, and the
/// node holds its own against them.
package struct VerifiedRange: Sendable {
    package let blocks: [DecidedBlock]
    /// The chain behind the last of them: what the next range is verified on.
    package let chain: HeaderChain

    package var first: Height { blocks[0].block.height }
    package var last: Height { chain.height }

    /// Verifies every block of a range: order, time, size of the log, validators, certificate.
    ///
    /// Pure, and most of the work of it are signatures: for a thread beside the ledger's.
    ///
    /// - Parameter chain: the blocks before the range, verified.
    /// - Throws: the first fault. The peer sent it, and nobody else can be blamed: a range has no author
    ///   but whoever answers with it.
    package init(
        _ range: BlockRange, on chain: HeaderChain
    ) throws(VerificationFault) {
        var chain = chain
        var blocks: [DecidedBlock] = []
        blocks.reserveCapacity(range.blocks.count)
        for block in range.blocks {
            do throws(HeaderFault) {
                try chain.follow(
                    block.header, transactionCount: block.transactions.count,
                    certificate: block.certificate, next: block.nextValidators)
            } catch { throw .header(error) }
            guard let decided = block.decided else { throw .contentPurged(block.height) }
            blocks.append(decided)
        }
        self.blocks = blocks
        self.chain = chain
    }
}

/// Why a range is not the next blocks of the chain.
package enum VerificationFault: Error, Equatable, Sendable {
    case header(HeaderFault)
    /// Sound, and without a content: it cannot be executed. Another peer may still have it, or the node
    /// needs a snapshot.
    case contentPurged(Height)
}

extension LedgerStore {
    /// Where a range has to follow.
    ///
    /// - Parameter validators: those of the next height, as the committed state says.
    package func headerChain(validators: ValidatorSet, genesis: Genesis) throws -> HeaderChain {
        let head = head
        guard head.height > .genesis else { return HeaderChain(genesis: genesis) }
        guard let header = try read({ try $0.header(at: head.height) }) else {
            throw StorageError.corrupt("block \(head.height), the last one, is missing")
        }
        guard header.nextValidatorSetHash == validators.hash else {
            throw StorageError.corrupt("block \(head.height) names other validators than the state")
        }
        return HeaderChain(
            chain: chainID, height: head.height, blockID: head.blockID, time: header.time,
            logSize: head.log.size, validators: validators)
    }
}
