import Consensus
import LedgerCore

/// One replica on a workbench: the test is its host, its peers and its clock.
///
/// Writes are carried out at once, unless the test holds them back; blocks are judged when the test says
/// so, or at once.
struct Bench {
    let chain: TestChain
    let own: Int
    let log: MemoryLog
    var replica: Replica
    var now = TestChain.genesisTime.advanced(byMilliseconds: 1_000)
    /// Everything that was asked for since the last look.
    var outputs: [Output] = []
    /// Whether `.persisted` follows each write by itself.
    var writesAtOnce = true
    /// Whether `.blockValidated` follows by itself.
    var judgesAtOnce = true
    private(set) var unacknowledged: [Durable<ConsensusRecord>] = []

    static let peer = PeerID(Digest(hashing: [1]))

    init(
        validators: Int, own: Int, parameters: ConsensusParameters = ConsensusParameters(),
        log: MemoryLog = MemoryLog()
    ) {
        self.init(
            chain: TestChain(validators: validators, parameters: parameters), own: own, log: log)
    }

    init(chain: TestChain, own: Int, log: MemoryLog) {
        self.chain = chain
        self.own = own
        self.log = log
        replica = Replica(
            chain: TestChain.id, start: chain.start, signer: chain.signers[own],
            verifier: FakeVerifier(), recovered: log.recovered())
    }

    /// Gives an input, and carries out what follows from it.
    mutating func give(_ input: Input) {
        for output in replica.handle(input, at: now) {
            outputs.append(output)
            switch output {
            case .persist(let record):
                let durable = log.record(record)
                if writesAtOnce {
                    give(.persisted(durable))
                } else {
                    unacknowledged.append(durable)
                }
            case .validate(let block) where judgesAtOnce:
                give(.blockValidated(block.id, TestChain.verdict(block, on: .zero)))
            default: break
            }
        }
    }

    /// The log's answers that were held back arrive.
    mutating func acknowledgeWrites() {
        let held = unacknowledged
        unacknowledged = []
        for durable in held { give(.persisted(durable)) }
    }

    mutating func wait(_ milliseconds: Int64) {
        now = now.advanced(byMilliseconds: milliseconds)
    }

    /// The replica forgets everything and starts again from the log.
    mutating func restart() {
        outputs = []
        unacknowledged = []
        replica = Replica(
            chain: TestChain.id, start: replica.start, signer: chain.signers[own],
            verifier: FakeVerifier(), recovered: log.recovered())
        give(.start)
    }
}

// MARK: Messages of others

extension Bench {
    func place(_ round: UInt32) -> AgreementPlace {
        chain.verification(.first).place(Round(round))
    }

    /// A block that the proposer of a round would build now.
    func block(_ content: UInt64, round: UInt32 = 0, isValid: Bool = true) -> Block {
        chain.block(
            content, at: chain.start, time: now,
            proposer: chain.validators.proposer(height: .first, round: Round(round)),
            isValid: isValid)
    }

    mutating func giveProposal(
        _ block: Block, round: UInt32, validRound: UInt32? = nil, polka: PolkaCertificate? = nil,
        by author: Int? = nil
    ) {
        let proposal = Proposal(
            place: place(round), validRound: validRound.map(Round.init), blockID: block.id)
        let signer = chain.signers[author ?? chain.proposer(.first, round)]
        guard
            let message = ProposalMessage(
                signed: signer.sign(.proposal(proposal)), block: block, polka: polka)
        else { preconditionFailure("a signed proposal") }
        give(.message(.proposal(message), from: Bench.peer))
    }

    func prevote(
        _ block: BlockID?, round: UInt32, validRound: UInt32? = nil, by author: Int
    ) -> SignedMessage {
        chain.signers[author].sign(
            .prevote(
                Prevote(
                    place: place(round), validRound: validRound.map(Round.init), blockID: block)))
    }

    func precommit(_ block: BlockID?, round: UInt32, by author: Int) -> SignedMessage {
        chain.signers[author].sign(
            .precommit(Precommit(place: place(round), blockID: block)))
    }

    mutating func givePrevotes(
        _ block: BlockID?, round: UInt32, validRound: UInt32? = nil, by authors: [Int]
    ) {
        for author in authors {
            let vote = prevote(block, round: round, validRound: validRound, by: author)
            give(.message(.vote(vote), from: Bench.peer))
        }
    }

    mutating func givePrecommits(_ block: BlockID?, round: UInt32, by authors: [Int]) {
        for author in authors {
            give(.message(.vote(precommit(block, round: round, by: author)), from: Bench.peer))
        }
    }

    func polka(
        _ block: BlockID, round: UInt32, validRound: UInt32? = nil, by authors: [Int]
    ) -> PolkaCertificate {
        let votes = authors.map {
            prevote(block, round: round, validRound: validRound, by: $0)
        }
        return PolkaCertificate(
            height: .first, round: Round(round), validRound: validRound.map(Round.init),
            blockID: block, signatures: QuorumSignatures(of: votes, in: chain.validators))
    }

    mutating func fire(_ kind: Timer.Kind, round: UInt32 = 0) {
        give(.timer(Timer(height: replica.state.height, round: Round(round), kind: kind)))
    }

    /// The validators other than this one.
    var others: [Int] { chain.signers.indices.filter { $0 != own } }
}

// MARK: What came of it

extension Bench {
    /// What was sent to everybody since the last look, in order.
    mutating func takeSent() -> [PeerMessage] {
        defer { outputs = [] }
        return outputs.compactMap { output in
            guard case .send(let outgoing, to: .all) = output else { return nil }
            return outgoing.message
        }
    }

    /// The votes among what was sent to everybody since the last look.
    mutating func takeVotes() -> [AgreementMessage] {
        takeSent().compactMap { message in
            guard case .vote(let signed) = message else { return nil }
            return signed.message
        }
    }

    var decided: [DecidedBlock] {
        outputs.compactMap { output in
            guard case .decided(let decided) = output else { return nil }
            return decided
        }
    }

    var timers: [Timer] {
        outputs.compactMap { output in
            guard case .schedule(let timer, _) = output else { return nil }
            return timer
        }
    }

    var requests: [BlockRequest] {
        outputs.compactMap { output in
            guard case .buildBlock(let request) = output else { return nil }
            return request
        }
    }

    var evidence: [Evidence] {
        outputs.compactMap { output in
            guard case .evidence(let evidence) = output else { return nil }
            return evidence
        }
    }
}
