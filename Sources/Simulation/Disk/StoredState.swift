import Consensus
import LedgerCore

/// What is on a node's disk for good: what the frames that were synced add up to.
struct StoredState: Sendable {
    private(set) var blocks: [DecidedBlock] = []
    private(set) var books: Books
    private(set) var committed: Set<TransactionID> = []
    /// Of the height in work.
    private(set) var consensus: ConsensusState?
    /// Signed at the height in work and the one before.
    private(set) var messages: [SignedMessage] = []
    private(set) var proposed: [Block] = []
    /// Taken from clients and in no block yet, in the order of their arrival.
    private(set) var waiting: [VerifiedTransaction] = []

    init(_ chain: SimulatedChain) {
        books = chain.books
    }

    /// Why a frame contradicts what is here; nil when it was put there.
    ///
    /// - Parameter execution: what the block of a commit comes to, where the node knows that.
    mutating func apply(
        _ frame: Frame, chain: SimulatedChain, execution: Execution? = nil
    ) -> String? {
        switch frame {
        case .record(let record): return add(record)
        case .commit(let decided): return add(decided, chain: chain, execution)
        case .pool(let transactions):
            waiting += transactions.filter { !committed.contains($0.id) }
            return nil
        }
    }

    /// What the consensus log holds of the height in work.
    var record: ConsensusRecord? {
        guard let consensus else { return nil }
        return ConsensusRecord(
            state: consensus, messages: messages.filter { $0.height == consensus.height },
            blocks: proposed)
    }

    func contains(_ signed: SignedMessage) -> Bool { messages.contains(signed) }

    func decided(_ height: Height) -> DecidedBlock? {
        let index = Int(clamping: height.rawValue) - 1
        return blocks.indices.contains(index) ? blocks[index] : nil
    }

    /// Forgets what was signed, as no honest node does.
    mutating func forgetVotes() {
        consensus = nil
        messages = []
        proposed = []
    }

    private mutating func add(_ record: ConsensusRecord) -> String? {
        // Of a height that is committed since: the commit says more.
        guard record.state.height == books.next.height else { return nil }
        for message in record.messages
        where messages.contains(where: { Slot($0) == Slot(message) && $0 != message }) {
            return "a second message for one height, round and kind: \(message.message)"
        }
        consensus = record.state
        messages += record.messages
        proposed += record.blocks
        return nil
    }

    private mutating func add(
        _ decided: DecidedBlock, chain: SimulatedChain, _ known: Execution?
    ) -> String? {
        let block = decided.block
        guard block.height == books.next.height else {
            return "block \(block.height) is committed where \(books.next.height) is due"
        }
        let execution =
            known
            ?? books.executing(
                block.body, time: block.header.time, proposer: block.header.proposer,
                chain: chain)
        blocks.append(decided)
        books = execution.books
        for transaction in block.body.transactions { committed.insert(transaction.id) }
        if !waiting.isEmpty { waiting.removeAll { committed.contains($0.id) } }
        consensus = nil
        proposed = []
        messages.removeAll { $0.height < block.height }
        return nil
    }

    private struct Slot: Equatable {
        let height: Height
        let round: Round
        let kind: MessageKind

        init(_ signed: SignedMessage) {
            height = signed.height
            round = signed.round
            kind = MessageKind(signed.message)
        }
    }
}

/// What a validator signs once for each height and round.
enum MessageKind: UInt8, Hashable, Sendable {
    case proposal, prevote, precommit

    init(_ message: AgreementMessage) {
        switch message {
        case .proposal: self = .proposal
        case .prevote: self = .prevote
        case .precommit: self = .precommit
        }
    }
}
