package import LedgerCore

/// One validator, or one observer, in the agreement: a function from inputs to outputs.
///
/// It has no clock, socket, disk or task. Its host brings what happens, with the time, and carries
/// out what it is told; see Docs/Spec/Consensus.md §7 for what that asks of a host. The program that
/// runs and the program that is simulated are this one.
///
/// The parts: `RoundMachine` moves between steps, `VoteKeeper` and `ProposalKeeper` hold what was
/// said, `BlockShelf` what was proposed; the extensions of this type put them together, one file for
/// each part of the specification.
///
/// Spec: Docs/Spec/Consensus.md.
package struct Replica: Sendable {
    let chain: ChainID
    /// Nil for an observer, which follows and says nothing.
    let signer: (any MessageSigner)?
    let verifier: any MessageVerifier
    /// Why a validator with a key does not sign; nil while it does.
    package internal(set) var watching: WatchReason?
    /// Set once, and for good.
    package internal(set) var halted: HaltReason?

    // The height in work.
    package internal(set) var start: HeightStart
    var verification: Verification
    /// This validator's index; nil for who is not in the set of this height.
    var ownIndex: Int?
    package internal(set) var state: RoundState
    /// What made `state.valid` valid.
    package internal(set) var validPolka: PolkaCertificate?
    package internal(set) var votes: VoteKeeper
    package internal(set) var proposals = ProposalKeeper()
    var shelf = BlockShelf()
    /// Everything this validator signed at this height.
    var own: [OwnKey: SignedMessage] = [:]
    /// Blocks that a quorum precommitted and that are not here, and how often each was asked for.
    var wanted: [BlockID: Int] = [:]
    /// Whom evidence was given of already.
    var reported: Set<EvidenceKey> = []

    // R0 and R1.
    /// The pool holds something that every peer was offered.
    var workIsOffered = false
    /// The block that the host is building.
    var building: BlockRequest?
    /// The host had nothing to build a block of.
    var isStarved = false

    // Peers.
    var peers: [PeerID: PeerView] = [:]
    var early = EarlyMessages()
    /// What peers that are not connected have spoken of, for when they are.
    var heightsClaimed: [PeerID: Height] = [:]
    /// R12: a peer was asked, and the timer to ask another one runs.
    var isAsking = false
    /// R12: the host fetches what is missing.
    var isLeftToHost = false
    /// The latest height that anybody spoke of.
    var heightHeard = Height.genesis
    var askCount = 0

    // Of the step that is being taken.
    var now: Timestamp
    var outputs: [Output] = []
    /// Signed in this step, and not yet asked to be written.
    var unsaved: [SignedMessage] = []
    /// The state that the log was asked to write last.
    var saved: ConsensusState
    /// Blocks that the log has, or was asked to write.
    var savedBlocks: Set<BlockID> = []

    /// A replica at the beginning of a height, or in the middle of it after a restart.
    ///
    /// - Parameters:
    ///   - signer: the validator's key; nil for an observer.
    ///   - watching: a reason not to sign until `.resumeVoting`.
    ///   - recovered: what the consensus log holds. Of a height before `start`, it is left aside:
    ///     the block was committed after it was written.
    package init(
        chain: ChainID, start: HeightStart, signer: (any MessageSigner)?,
        verifier: any MessageVerifier = StrictVerifier(), watching: WatchReason? = nil,
        recovered: Durable<ConsensusRecord>? = nil
    ) {
        self.chain = chain
        self.signer = signer
        self.verifier = verifier
        self.watching = watching
        self.start = start
        verification = Verification(
            chain: chain, height: start.height, validators: start.validators, verifier: verifier)
        ownIndex = signer.flatMap { start.validators.index(of: $0.keyID) }
        state = RoundState(height: start.height)
        votes = VoteKeeper(start.validators)
        now = start.previousTime
        saved = ConsensusState(
            height: start.height, round: .zero, step: .idle, locked: nil, validPolka: nil)
        if let recovered {
            precondition(
                recovered.value.state.height <= start.height,
                "the log speaks of a height whose previous block is not in the same database")
            if recovered.value.state.height == start.height { recover(recovered) }
        }
    }

    /// Takes one input in, and says what is to be done.
    package mutating func handle(_ input: Input, at now: Timestamp) -> [Output] {
        guard halted == nil else { return [] }
        self.now = now
        take(input)
        followRules()
        return flush()
    }

    private mutating func take(_ input: Input) {
        switch input {
        case .start: resume()
        case .message(let message, from: let peer): receive(message, from: peer, at: now)
        case .timer(let timer): fire(timer)
        case .transactionsAvailable(let offered): workArrived(offered: offered)
        case .blockBuilt(let block, for: let request): built(block, for: request)
        case .blockValidated(let id, let verdict): judged(id, verdict)
        case .persisted(let record): release(record)
        case .committed(next: let next): begin(next)
        case .hostCatchesUp(let does): hostCatchesUp(does)
        case .peerConnected(let peer): connected(peer)
        case .peerDisconnected(let peer): disconnected(peer)
        case .resumeVoting: resumeVoting()
        }
    }

    /// The outputs of this step, the write before everything that rests on it.
    private mutating func flush() -> [Output] {
        defer { outputs = [] }
        guard let record = takeRecord() else { return outputs }
        return [.persist(record)] + outputs
    }

    /// Whose messages this replica signs; nil for an observer.
    package var signerID: KeyID? { signer?.keyID }

    /// Whether this validator may say something at this height.
    var maySign: Bool { signer != nil && ownIndex != nil && watching == nil }

    func role(in round: Round) -> Role {
        guard maySign, let ownIndex else { return .follower }
        let proposer = start.validators.proposerIndex(height: state.height, round: round)
        return proposer == ownIndex ? .proposer : .follower
    }
}
