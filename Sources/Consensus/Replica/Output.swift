package import LedgerCore

/// What a replica asks of its host, to be carried out in order.
package enum Output: Sendable {
    /// Write this, then give back `.persisted`. Always the first output of its step.
    case persist(ConsensusRecord)
    case send(Outgoing, to: Destination)
    /// Send the peer the decided block of a height, with its certificate, from the host's store. R12.
    case sendDecided(Height, to: PeerID)
    case schedule(Timer, afterMilliseconds: Int64)
    /// Forget every timer: the height is over, and the next one sleeps.
    case cancelTimers
    /// Build a block, and answer `.blockBuilt`. R1.
    case buildBlock(BlockRequest)
    /// The pool is empty and it is this validator's turn: ask the peers for their transactions. R1.
    case requestTransactions
    /// Send the pool's transactions to peers that may lack them. R11.
    case offerTransactions
    /// Execute the block on the committed state, and answer `.blockValidated`.
    case validate(Block)
    /// Commit the block durably, then answer `.committed`. R8.
    case decided(DecidedBlock)
    /// Somebody broke the rules, provably.
    case evidence(Evidence)
    /// The validator signs nothing from here on.
    case watching(WatchReason)
    /// The signer did not sign; the validator abstained from one vote.
    case abstained(SigningFailure)
    /// Stop the node, and tell the operator.
    case halt(HaltReason)
}

package enum Destination: Equatable, Sendable {
    /// Every connected peer.
    case all
    case peer(PeerID)
}

/// Why a validator that has a key does not sign.
package enum WatchReason: Hashable, Sendable {
    /// Its host started it so: a restored home, or an operator's wish.
    case startedWatching
    /// Somebody showed a message with its signature that it does not remember: its key is in use
    /// elsewhere, or its memory is older than its last vote.
    case unknownOwnMessage(SignedMessage)
}

/// Why a node must stop.
package enum HaltReason: Equatable, Sendable {
    /// A quorum committed a block that this node finds invalid: it computes something else than they.
    case diverged(RoundValue, height: Height, reason: String)
}
