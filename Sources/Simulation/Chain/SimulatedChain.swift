package import Consensus
package import LedgerCore

/// What a cluster is founded on: keys, parameters, the state before the first block, and what clients
/// will want of it. Made once for a size, and shared by every seed.
package struct SimulatedChain: Sendable {
    package let id: ChainID
    package let genesisTime: Timestamp
    /// By seat: the validators of the first height in the order of their set, then those who may become
    /// validators.
    package let signers: [any MessageSigner]
    /// Those of the first height.
    package let validators: ValidatorSet
    package let verifier: any MessageVerifier
    package let parameters: ConsensusParameters
    package let ledger: any SimulatedLedger
    /// What clients send, in the order in which they would like it.
    package let workload: [VerifiedTransaction]
    /// Changes of the validators, each made for the one before: several sequences to choose from.
    let seatChanges: [[VerifiedTransaction]]
    private let known: [TransactionID: VerifiedTransaction]

    package init(
        id: ChainID, genesisTime: Timestamp, signers: [any MessageSigner],
        verifier: any MessageVerifier, parameters: ConsensusParameters,
        ledger: any SimulatedLedger, workload: [VerifiedTransaction],
        seatChanges: [[VerifiedTransaction]]
    ) {
        self.id = id
        self.genesisTime = genesisTime
        self.signers = signers
        validators = ledger.validators
        self.verifier = verifier
        self.parameters = parameters
        self.ledger = ledger
        self.workload = workload
        self.seatChanges = seatChanges
        known = Dictionary(
            (workload + seatChanges.joined()).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// A transaction that came over the wire; nil where nobody signed it. Its signature was checked when it
    /// was made.
    func verified(_ signed: SignedTransaction) -> VerifiedTransaction? {
        guard let known = known[signed.id], known.signed == signed else { return nil }
        return known
    }

    package var count: Int { validators.count }

    /// More than two thirds, said here once more, so that a wrong quorum is not judged by itself.
    package static func quorum(of count: Int) -> Int {
        var quorum = 0
        while 3 * quorum <= 2 * count { quorum += 1 }
        return quorum
    }

    /// The books before the first block.
    var books: Books {
        Books(
            ledger: ledger, log: MerkleFrontier(),
            next: HeightStart(
                height: .first, previous: .none, previousTime: genesisTime,
                validators: validators, parameters: parameters))
    }

    /// - Parameter deciding: the validators of the height; those of the first one where none are given.
    func place(
        _ height: Height, _ round: Round, of deciding: ValidatorSet? = nil
    ) -> AgreementPlace {
        AgreementPlace(
            chain: id, validatorSetHash: (deciding ?? validators).hash, height: height,
            round: round)
    }

    /// Whose key this is.
    func seat(of key: KeyID) -> Int? { signers.firstIndex { $0.keyID == key } }
}

/// What a node's committed blocks add up to.
struct Books: Sendable {
    let ledger: any SimulatedLedger
    let log: MerkleFrontier
    /// The height in work.
    let next: HeightStart
}

/// What came of executing a block.
struct Execution: Sendable {
    /// The one header that a block of these transactions can have here.
    let header: BlockHeader
    let books: Books
    let refused: Int
}

extension Books {
    /// Executes a block's body on the state that these books show; nothing changes in them.
    func executing(
        _ body: BlockBody, time: Timestamp, proposer: KeyID, chain: SimulatedChain
    ) -> Execution {
        let (after, outcomes) = ledger.executing(body.transactions, at: next.height, time: time)
        var log = log
        log.append(transactionsOf: body)
        let header = BlockHeader(
            chain: chain.id, height: next.height, previous: next.previous, time: time,
            proposer: proposer, transactionsRoot: body.transactionsRoot,
            outcomesRoot: Outcome.root(of: outcomes), logSize: log.size, logRoot: log.root,
            stateRoot: after.root, validatorSetHash: next.validators.hash,
            nextValidatorSetHash: after.validators.hash)
        log.append(header: header)
        let start = HeightStart(
            height: next.height.next, previous: header.id, previousTime: time,
            validators: after.validators, parameters: next.parameters)
        let refused = outcomes.count { outcome in
            if case .refused = outcome.judgement { true } else { false }
        }
        return Execution(
            header: header, books: Books(ledger: after, log: log, next: start), refused: refused)
    }
}
