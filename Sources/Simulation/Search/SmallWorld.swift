import Consensus
import LedgerCore

/// Four validators, one of them faulty, in two rounds of one height: small enough to look at every state.
///
/// The honest ones are production replicas, copied from state to state. The faulty one has no state: it can
/// say anything to anybody at any time.
///
/// Spec: Docs/Spec/Simulation.md §7.
struct SmallWorld {
    static let lastRound = Round(1)

    /// What does not change: the chain, and who lies.
    struct Setting {
        let chain: SimulatedChain
        let faulty: Int
        let now: Timestamp

        init(faulty: Int) {
            chain = .transfers(validators: 4)
            self.faulty = faulty
            now = chain.genesisTime.advanced(byMilliseconds: 1_000)
        }

        var honest: [Int] { (0..<4).filter { $0 != faulty } }

        func proposer(_ round: Round) -> Int {
            chain.validators.proposerIndex(height: .first, round: round)
        }

        /// The block that a proposer builds; a liar has two.
        func block(by proposer: Int, variant: Int) -> Block {
            let transaction = chain.workload[2 * proposer + variant].signed
            let body = BlockBody(transactions: [transaction])
            let execution = chain.books.executing(
                body, time: now, proposer: chain.validators.ids[proposer], chain: chain)
            return Block(header: execution.header, body: body)
        }
    }

    let setting: Setting
    /// By validator; nil for the faulty one.
    private(set) var actors: [SmallActor?]

    init(_ setting: Setting) {
        self.setting = setting
        actors = (0..<4).map { index in
            index == setting.faulty ? nil : SmallActor(index, setting)
        }
        for index in setting.honest { give(.start, to: index) }
        for index in setting.honest { give(.transactionsAvailable(offered: true), to: index) }
    }

    mutating func give(_ input: Input, to index: Int) {
        let setting = setting
        actors[index]?.give(input, setting)
    }

    mutating func restart(_ index: Int) {
        let setting = setting
        actors[index]?.restart(setting)
    }

    func replica(_ index: Int) -> Replica? { actors[index]?.replica }

    // MARK: What was said

    /// Votes of the honest for a value, and how many they are.
    func votes(_ kind: MessageKind, _ round: Round, for value: VoteValue) -> [SignedMessage] {
        said { signed in
            MessageKind(signed.message) == kind && signed.round == round
                && Ballot(signed.message)?.value == value
        }
    }

    func said(_ isWanted: (SignedMessage) -> Bool) -> [SignedMessage] {
        actors.compactMap(\.self).flatMap { $0.stored.messages.filter(isWanted) }
    }

    /// Values that some honest validator voted for.
    func values(_ kind: MessageKind, _ round: Round) -> [VoteValue] {
        let all = said { MessageKind($0.message) == kind && $0.round == round }
            .compactMap { Ballot($0.message)?.value }
        return Set(all).sorted()
    }

    /// Something the faulty one says.
    func lie(_ kind: MessageKind, _ round: Round, _ value: VoteValue) -> SignedMessage? {
        let place = setting.chain.place(.first, round)
        let message: AgreementMessage =
            kind == .prevote
            ? .prevote(
                Prevote(place: place, validRound: value.validRound, blockID: value.block))
            : .precommit(Precommit(place: place, blockID: value.block))
        return try? setting.chain.signers[setting.faulty].sign(message)
    }

    // MARK: What may not be

    /// What is wrong here; nil when nothing is.
    var violation: String? {
        let decided = Set(actors.compactMap { $0?.decided })
        if decided.count > 1 { return "agreement: two blocks are decided" }
        for case let actor? in actors {
            if let fault = actor.fault { return "validator \(actor.index): \(fault)" }
        }
        return nil
    }

    /// What makes two worlds one: rounds, steps, locks, valid values and everything that was said. Honest
    /// validators that propose in neither round are as good as each other.
    var key: [SmallActor.Key] {
        let proposers = [setting.proposer(.zero), setting.proposer(SmallWorld.lastRound)]
        var named: [SmallActor.Key] = []
        var others: [SmallActor.Key] = []
        for case let actor? in actors {
            if proposers.contains(actor.index) {
                named.append(actor.key)
            } else {
                others.append(actor.key)
            }
        }
        return named + others.sorted()
    }
}
