package import LedgerCore

/// What reaches a replica. The moment at which it does is given beside it.
package enum Input: Sendable {
    /// The first input after a start, a first one or any other: sends again what was sent before, and
    /// takes up the timers.
    case start
    /// A message of a peer, decoded and not verified.
    case message(PeerMessage, from: PeerID)
    case timer(Timer)
    /// The pool holds something to propose. *Offered* means that every peer was sent it, reachable or
    /// not; only that wakes a height. R0.
    case transactionsAvailable(offered: Bool)
    /// The answer to `.buildBlock`. Nil where there is nothing to put into a block.
    case blockBuilt(Block?, for: BlockRequest)
    /// The answer to `.validate`.
    case blockValidated(BlockID, BlockVerdict)
    /// The answer to `.persist`.
    case persisted(Durable<ConsensusRecord>)
    /// The answer to `.decided`: the block is on disk, and this is what comes next. Also when the host
    /// has synced blocks by itself. Whether there is work is forgotten with the height: where the
    /// pool holds some, `.transactionsAvailable` follows.
    case committed(next: HeightStart)
    /// R12: whether the host fetches decided blocks by itself. Nobody is asked for one meanwhile, and
    /// everybody who is connected once that is over.
    case hostCatchesUp(Bool)
    case peerConnected(PeerID)
    case peerDisconnected(PeerID)
    /// A watching validator may sign again: its host has made sure that nobody else signs for it.
    case resumeVoting
}

/// What execution says of a proposed block.
package enum BlockVerdict: Equatable, Sendable {
    case valid
    /// Why, for the operator: the rule or root that did not hold.
    case invalid(reason: String)
}

/// What a new block has to say in its header, so that the others find it valid.
package struct BlockRequest: Hashable, Sendable {
    package let height: Height
    package let round: Round
    package let previous: BlockID
    package let time: Timestamp
    package let proposer: KeyID
    package let validatorSetHash: Digest
    /// What the transactions may take, as `SignedTransaction.blockByteCount` counts them.
    package let transactionBytesMax: Int
}

/// A moment that the replica asked for.
///
/// One that no longer fits height, round and step does nothing.
package struct Timer: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// R10: propose, prevote or precommit.
        case step(Step)
        /// R1: the time of the block before, and the interval, are over.
        case interval
        /// R11.
        case resend
        /// R12.
        case catchUp
    }

    package let height: Height
    package let round: Round
    package let kind: Kind

    package init(height: Height, round: Round, kind: Kind) {
        self.height = height
        self.round = round
        self.kind = kind
    }
}

/// The peer behind a connection, by the digest of the key that the connection proved.
///
/// It says where to answer, never who is right: messages carry their authors' signatures.
package struct PeerID: Hashable, Comparable, Sendable {
    package let key: Digest

    package init(_ key: Digest) {
        self.key = key
    }

    package static func < (left: PeerID, right: PeerID) -> Bool { left.key < right.key }
}
