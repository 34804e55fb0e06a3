import Consensus
import LedgerCore

/// An honest validator of the small world: a value, so that it can be copied.
struct SmallActor {
    let index: Int
    private(set) var replica: Replica
    private(set) var stored: StoredState
    private(set) var decided: BlockID?
    /// What an honest validator may not do, and did.
    private(set) var fault: String?
    private var speech = Speech()
    private var proposals: [ProposalMessage] = []
    /// Blocks by the variant in which their proposer has them.
    private(set) var blocks: [BlockID: Block] = [:]

    init(_ index: Int, _ setting: SmallWorld.Setting) {
        self.index = index
        stored = StoredState(setting.chain)
        replica = SmallActor.replica(index, setting, nil)
    }

    private static func replica(
        _ index: Int, _ setting: SmallWorld.Setting, _ recovered: Durable<ConsensusRecord>?
    ) -> Replica {
        Replica(
            chain: setting.chain.id, start: setting.chain.books.next,
            signer: setting.chain.signers[index], verifier: setting.chain.verifier,
            recovered: recovered)
    }

    /// Gives an input, and all that follows at once: disk and execution take no time here.
    mutating func give(_ input: Input, _ setting: SmallWorld.Setting) {
        guard decided == nil else { return }
        var inputs = [input]
        while let input = inputs.first {
            inputs.removeFirst()
            for output in replica.handle(input, at: setting.now) {
                if let answer = answer(to: output, setting) { inputs.append(answer) }
            }
        }
    }

    private mutating func answer(to output: Output, _ setting: SmallWorld.Setting) -> Input? {
        switch output {
        case .persist(let record):
            if let fault = stored.apply(.record(record), chain: setting.chain) {
                self.fault = fault
            }
            return .persisted(Paper().record(record))
        case .validate(let block):
            blocks[block.id] = block
            return .blockValidated(block.id, .valid)
        case .buildBlock(let request):
            let block = setting.block(by: index, variant: 0)
            blocks[block.id] = block
            return .blockBuilt(block, for: request)
        case .send(let outgoing, to: .all):
            hear(outgoing.message, setting)
            return nil
        case .decided(let block):
            decided = block.block.id
            return nil
        case .watching(let reason):
            fault = "it met its own signature: \(reason)"
            return nil
        case .halt(let reason):
            fault = "it halts: \(reason)"
            return nil
        default: return nil
        }
    }

    private mutating func hear(_ message: PeerMessage, _ setting: SmallWorld.Setting) {
        let signed: SignedMessage
        switch message {
        case .vote(let vote): signed = vote
        case .proposal(let proposal):
            signed = proposal.signed
            if !proposals.contains(proposal) { proposals.append(proposal) }
        default: return
        }
        guard signed.signer == setting.chain.validators.ids[index] else { return }
        if let fault = speech.said(signed.message, by: index) { self.fault = fault }
        if !stored.contains(signed) { fault = "it sends what its disk does not hold" }
    }

    /// Everything but the disk is forgotten.
    mutating func restart(_ setting: SmallWorld.Setting) {
        guard decided == nil else { return }
        let recovered = stored.record.map { Paper().record($0) }
        replica = SmallActor.replica(index, setting, recovered)
        give(.start, setting)
        give(.transactionsAvailable(offered: true), setting)
    }

    /// Its proposal of a round.
    func proposal(_ round: Round) -> ProposalMessage? {
        proposals.first { $0.proposal.place.round == round }
    }

    // MARK: Sameness

    /// Where it is and what it said, as numbers.
    struct Key: Hashable, Comparable {
        let numbers: [UInt64]

        /// Any order will do, as long as it is one.
        static func < (left: Key, right: Key) -> Bool {
            left.numbers.lexicographicallyPrecedes(right.numbers)
        }
    }

    var key: Key {
        let state = replica.state
        var numbers = [
            UInt64(state.round.rawValue) << 8 | state.step.rawValue, decided.fold,
            (state.locked?.block).fold, UInt64(state.locked?.round.rawValue ?? 9),
            (state.valid?.block).fold, UInt64(state.valid?.round.rawValue ?? 9),
        ]
        for message in stored.messages.map({ AgreementNumber($0.message) }).sorted() {
            numbers.append(message.place)
            numbers.append(message.block)
        }
        return Key(numbers: numbers)
    }
}

/// A message of the small world, whose author is known.
private struct AgreementNumber: Comparable {
    let place: UInt64
    let block: UInt64

    init(_ message: AgreementMessage) {
        let validRound: Round?
        let block: BlockID?
        switch message {
        case .proposal(let proposal): (validRound, block) = (proposal.validRound, proposal.blockID)
        case .prevote(let vote): (validRound, block) = (vote.validRound, vote.blockID)
        case .precommit(let vote): (validRound, block) = (nil, vote.blockID)
        }
        place =
            UInt64(message.round.rawValue) << 16 | UInt64(MessageKind(message).rawValue) << 8
            | UInt64(validRound?.rawValue ?? 9)
        self.block = block.fold
    }

    static func < (left: AgreementNumber, right: AgreementNumber) -> Bool {
        (left.place, left.block) < (right.place, right.block)
    }
}

extension BlockID? {
    /// Eight of its bytes; there are few blocks.
    fileprivate var fold: UInt64 { self?.digest.fold ?? 0 }
}

/// Makes what is written durable, and forgets it: the actor keeps it by itself.
private struct Paper: DurableLog {
    func write(_ record: ConsensusRecord) {}
}
