import Consensus
import LedgerCore

/// A chain whose blocks hold no transactions: a number stands for them, and the state root follows from
/// it, so that a block can be valid or not.
struct TestChain {
    static let id = ChainID(Digest(hashing: Array("test chain".utf8)))
    static let genesisTime = Timestamp(milliseconds: 1_700_000_000_000)

    let signers: [FakeSigner]
    let validators: ValidatorSet
    let parameters: ConsensusParameters

    /// Validators `0 ..< count`, in the order of the set.
    init(validators count: Int, parameters: ConsensusParameters = ConsensusParameters()) {
        let signers = (0..<count).map(FakeSigner.init).sorted { $0.keyID < $1.keyID }
        guard let set = ValidatorSet(keys: signers.map(\.key)) else {
            preconditionFailure("1 to 30 different keys")
        }
        self.signers = signers
        validators = set
        self.parameters = parameters
    }

    /// The first height.
    var start: HeightStart {
        HeightStart(
            height: .first, previous: .none, previousTime: TestChain.genesisTime,
            validators: validators, parameters: parameters)
    }

    func start(after block: Block) -> HeightStart {
        HeightStart(
            height: block.height.next, previous: block.id, previousTime: block.header.time,
            validators: validators, parameters: parameters)
    }

    func verification(_ height: Height) -> Verification {
        Verification(
            chain: TestChain.id, height: height, validators: validators, verifier: FakeVerifier())
    }

    /// The index of who proposes.
    func proposer(_ height: Height, _ round: UInt32) -> Int {
        validators.proposerIndex(height: height, round: Round(round))
    }

    /// A block with some content, on some state.
    func block(
        _ content: UInt64, at start: HeightStart, time: Timestamp, proposer: KeyID,
        state: Digest = .zero, isValid: Bool = true
    ) -> Block {
        let outcomes = TestChain.outcomes(content)
        let root = isValid ? TestChain.stateRoot(after: outcomes, on: state) : Digest.zero
        let header = BlockHeader(
            chain: TestChain.id, height: start.height, previous: start.previous, time: time,
            proposer: proposer, transactionsRoot: BlockBody(transactions: []).transactionsRoot,
            outcomesRoot: outcomes, logSize: start.height.rawValue - 1, logRoot: .zero,
            stateRoot: root, validatorSetHash: validators.hash,
            nextValidatorSetHash: validators.hash)
        return Block(header: header, body: BlockBody(transactions: []))
    }

    func block(
        _ content: UInt64, for request: BlockRequest, at start: HeightStart, state: Digest = .zero
    ) -> Block {
        block(content, at: start, time: request.time, proposer: request.proposer, state: state)
    }

    static func outcomes(_ content: UInt64) -> Digest {
        Digest(hashing: Array("content \(content)".utf8))
    }

    static func stateRoot(after outcomes: Digest, on state: Digest) -> Digest {
        Digest(hashing: state.bytes + outcomes.bytes)
    }

    /// What execution says.
    static func verdict(_ block: Block, on state: Digest) -> BlockVerdict {
        block.header.stateRoot == stateRoot(after: block.header.outcomesRoot, on: state)
            ? .valid : .invalid(reason: "state root")
    }
}
