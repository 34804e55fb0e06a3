import Consensus
import LedgerCore

/// What must hold whatever happens, watched at every step.
///
/// It judges by its own means: its own quorum, its own execution, its own memory of who said what.
///
/// Spec: Docs/Spec/Simulation.md §4.
final class Oracle {
    let chain: SimulatedChain
    private let behaviours: [Behaviour]
    /// The first thing that did not hold.
    private(set) var violation: String?
    /// The chain as the first honest node to commit each height had it.
    private(set) var decided: [BlockID] = []
    /// Who decides each height, from the first on to the one in work.
    private var deciding: [ValidatorSet]
    private var books: Books
    private var speech = Speech()
    private(set) var refused = 0
    private(set) var laterRounds = 0
    private(set) var evidence = 0

    init(chain: SimulatedChain, behaviours: [Behaviour]) {
        self.chain = chain
        self.behaviours = behaviours
        books = chain.books
        deciding = [chain.validators]
    }

    /// Who decides a height; the last that are known for one that is too far ahead.
    func validators(at height: Height) -> ValidatorSet {
        deciding[min(Int(clamping: height.rawValue), deciding.count) - 1]
    }

    /// The highest block that any honest node committed.
    var height: Int { decided.count }

    func fail(_ text: @autoclosure () -> String) {
        if violation == nil { violation = text() }
    }

    // MARK: Blocks

    /// An honest node committed a block: everybody's is the same, proven and valid, and leaves the same
    /// state.
    func committed(_ block: DecidedBlock, by node: SimulatedNode) {
        let index = Int(clamping: block.block.height.rawValue) - 1
        let id = block.block.id
        prove(block, by: node)
        guard index < decided.count else { return extend(with: block, by: node) }
        if decided[index] != id {
            fail("agreement: node \(node.index) committed another block at height \(index + 1)")
        }
        check(node.books, against: block.block, of: node)
    }

    private func extend(with block: DecidedBlock, by node: SimulatedNode) {
        guard block.block.height == books.next.height else {
            return fail("order: node \(node.index) committed height \(block.block.height) early")
        }
        let header = block.block.header
        let execution = books.executing(
            block.block.body, time: header.time, proposer: header.proposer, chain: chain)
        if execution.header != header {
            let difference = execution.header.difference(from: header)
            fail("validity: node \(node.index) committed an invalid block: \(difference)")
        }
        if header.time <= books.next.previousTime {
            fail("validity: the time of height \(header.height) is not later")
        }
        decided.append(block.block.id)
        books = execution.books
        deciding.append(books.ledger.validators)
        refused += execution.refused
        if block.certificate.round > .zero { laterRounds += 1 }
        if let imbalance = books.ledger.imbalance {
            fail("mass: after height \(header.height), \(imbalance)")
        }
        check(node.books, against: block.block, of: node)
    }

    private func check(_ books: Books, against block: Block, of node: SimulatedNode) {
        if books.ledger.root != block.header.stateRoot || books.next.previous != block.id {
            fail("roots: node \(node.index) has another state at height \(block.height)")
        }
    }

    /// A certificate is judged by counting: different validators, more than two thirds, good signatures.
    private func prove(_ block: DecidedBlock, by node: SimulatedNode) {
        let certificate = block.certificate
        let validators = validators(at: block.block.height)
        let bytes = AgreementMessage.precommit(
            Precommit(
                place: chain.place(block.block.height, certificate.round, of: validators),
                blockID: block.block.id)
        ).encoded()
        var signers: Set<UInt32> = []
        for signed in certificate.signatures.signatures where signed.index < validators.count {
            let key = validators.keys[Int(signed.index)]
            if chain.verifier.isValid(signed.signature, over: bytes, by: key) {
                signers.insert(signed.index)
            }
        }
        if signers.count < SimulatedChain.quorum(of: validators.count)
            || certificate.blockID != block.block.id
        {
            fail(
                "proof: node \(node.index) committed height \(block.block.height) with "
                    + "\(signers.count) good signatures of \(validators.count)")
        }
    }

    /// An honest proposer's block has each transaction once.
    func built(_ block: Block, by node: SimulatedNode) {
        let ids = block.body.transactions.map(\.id)
        if Set(ids).count != ids.count {
            fail("pool: node \(node.index) proposes a transaction twice")
        }
    }

    // MARK: Words

    /// An honest validator sends a message.
    func sent(_ message: PeerMessage, by node: SimulatedNode) {
        guard let key = node.signer?.keyID, let validator = node.validator else { return }
        switch message {
        case .vote(let signed) where signed.signer == key:
            heard(signed, of: validator, at: node)
        case .proposal(let proposal) where proposal.signed.signer == key:
            heard(proposal.signed, of: validator, at: node)
        case .round(let certificate):
            for signed in certificate.votes where signed.signer == key {
                heard(signed, of: validator, at: node)
            }
        default: break
        }
    }

    private func heard(_ signed: SignedMessage, of validator: Int, at node: SimulatedNode) {
        // Who was restored may get back from others what it said, and pass it on.
        guard !speech.knows(signed.message, by: validator) else { return }
        if let fault = speech.said(signed.message, by: validator) {
            fail("validator \(validator): \(fault)")
        }
        if !node.disk.stored.contains(signed) {
            fail("durability: validator \(validator) sent what its disk does not hold")
        }
        if let former = node.formerHeight, signed.height <= former {
            fail("validator \(validator) was restored and signs what it may have signed before")
        }
    }

    /// A node says that somebody broke the rules.
    func accused(by evidence: Evidence, at node: SimulatedNode) {
        guard node.isHonest else { return }
        self.evidence += 1
        let verification = Verification(
            chain: chain.id, height: evidence.height,
            validators: validators(at: evidence.height), verifier: chain.verifier)
        let guilty = evidence.guilty(verification)
        if guilty.isEmpty { fail("evidence of node \(node.index) proves nothing") }
        for key in guilty {
            guard let seat = chain.seat(of: key), behaviours.indices.contains(seat),
                behaviours[seat] != .honest
            else {
                return fail("evidence: node \(node.index) accuses an honest validator")
            }
        }
    }

    /// An honest validator stopped signing, since it saw a message of its own that it does not know.
    func watches(_ node: SimulatedNode, _ reason: WatchReason) {
        if node.formerHeight == nil {
            fail("validator \(node.index) met its own signature on what it never said: \(reason)")
        }
    }
}
