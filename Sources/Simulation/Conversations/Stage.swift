import Consensus
import LedgerCore

/// A few production replicas whose messages lie on a table until somebody delivers them.
///
/// Disks and execution take no time here; order and loss are the script's.
final class Stage {
    struct Pending {
        let letter: Letter
        let from: Int
        let to: Int
    }

    private(set) var chain = SimulatedChain.transfers(validators: 1)
    private(set) var actors: [SimulatedNode] = []
    private(set) var timers: [[Timer]] = []
    var table: [Pending] = []
    private var names = BlockNames()
    private var moment: Int64 = 1_000
    private var inputs: [(input: Input, actor: SimulatedNode)] = []
    private var isGiving = false
    /// What came of the command at hand.
    private var told: [String] = []

    /// Does what a command says.
    ///
    /// - Returns: what came of it, a line each.
    func perform(_ words: [String]) -> [String] {
        told = []
        do throws(ScriptFault) {
            try perform(Command(words))
        } catch {
            told.append("the script cannot be followed: \(error.reason)")
        }
        return told
    }

    func tell(_ text: String) { told.append(text) }

    private func perform(_ command: Command) throws(ScriptFault) {
        switch command {
        case .validators(let count): begin(count)
        case .work(let transaction, let who): for index in who { work(transaction, at: index) }
        case .deliver(let filter): deliver(filter)
        case .lose(let filter): table.removeAll { filter.matches($0) }
        case .fire(let kind, let who): for index in who { fire(kind, at: index) }
        case .wait(let milliseconds): moment += milliseconds
        case .crash(let who): for index in who { crash(index) }
        case .start(let who): for index in who { start(index) }
        case .vote(let vote, let author, let to): try say(vote, by: author, to: to)
        case .show: for actor in actors { tell(standing(of: actor)) }
        }
    }

    private func begin(_ count: Int) {
        chain = .transfers(validators: count)
        table = []
        names = BlockNames()
        moment = 1_000
        timers = (0..<count).map { _ in [] }
        actors = (0..<count).map { index in
            SimulatedNode(
                index: index, validator: index, behaviour: .honest,
                clock: NodeClock(offsetMilliseconds: 0, driftPerMillion: 0), chain: chain)
        }
        for actor in actors { give(.start, to: actor) }
        for actor in actors { connect(actor) }
    }

    private func connect(_ actor: SimulatedNode) {
        for other in actors where other !== actor && other.isUp {
            give(.peerConnected(other.peerID), to: actor)
            give(.peerConnected(actor.peerID), to: other)
        }
    }

    private func work(_ number: Int, at index: Int) {
        let actor = actors[index]
        let transaction = chain.workload[number]
        _ = try? actor.pool.admit(transaction, now: now, blockTime: now)
        actor.pool.markOffered([transaction.id])
        give(.transactionsAvailable(offered: true), to: actor)
    }

    private func deliver(_ filter: LetterFilter) {
        var chosen: [Pending] = []
        table.removeAll { pending in
            guard filter.matches(pending) else { return false }
            chosen.append(pending)
            return true
        }
        for pending in chosen where actors[pending.to].isUp {
            guard case .message(let message) = pending.letter.content else { continue }
            give(.message(message, from: actors[pending.from].peerID), to: actors[pending.to])
        }
    }

    private func fire(_ kind: Timer.Kind, at index: Int) {
        guard let place = timers[index].lastIndex(where: { $0.kind == kind }) else {
            return tell("\(index) waits for no such timer")
        }
        let timer = timers[index].remove(at: place)
        give(.timer(timer), to: actors[index])
    }

    private func crash(_ index: Int) {
        actors[index].stop()
        timers[index] = []
        table.removeAll { $0.to == index }
        for other in actors where other.isUp {
            give(.peerDisconnected(actors[index].peerID), to: other)
        }
    }

    private func start(_ index: Int) {
        actors[index].start(at: now)
        give(.start, to: actors[index])
        connect(actors[index])
    }

    /// Something that no replica said.
    private func say(
        _ vote: Command.Vote, by author: Int, to receivers: [Int]
    ) throws(ScriptFault) {
        let place = chain.place(actors[receivers[0]].replica.state.height, Round(vote.round))
        let block = names.block(vote.block)
        let message: AgreementMessage =
            vote.isPrevote
            ? .prevote(Prevote(place: place, validRound: nil, blockID: block))
            : .precommit(Precommit(place: place, blockID: block))
        guard let signed = try? chain.signers[author].sign(message) else {
            throw ScriptFault(reason: "\(author) has no key")
        }
        for receiver in receivers {
            give(
                .message(.vote(signed), from: actors[author].peerID), to: actors[receiver])
        }
    }

    private var now: Timestamp { chain.genesisTime.advanced(byMilliseconds: moment) }

    // MARK: The host

    /// One input after the other: what follows from one is carried out before the next is given.
    private func give(_ input: Input, to actor: SimulatedNode) {
        inputs.append((input, actor))
        guard !isGiving else { return }
        isGiving = true
        while !inputs.isEmpty {
            let (input, actor) = inputs.removeFirst()
            guard actor.isUp else { continue }
            for output in actor.replica.handle(input, at: now) { carryOut(output, of: actor) }
        }
        isGiving = false
    }

    private func carryOut(_ output: Output, of actor: SimulatedNode) {
        let index = actor.index
        switch output {
        case .persist(let record):
            actor.disk.write(.record(record))
            if let durable = try? actor.disk.record(record) { give(.persisted(durable), to: actor) }
        case .send(let outgoing, to: let destination):
            put(outgoing.message, to: destination, from: actor)
        case .sendDecided(let height, to: let peer):
            guard let decided = actor.disk.stored.decided(height) else { return }
            put(.decided(decided), to: .peer(peer), from: actor)
        case .schedule(let timer, _):
            timers[index].append(timer)
            if case .step(let step) = timer.kind {
                tell("\(index) waits for \(step) of round \(timer.round.rawValue)")
            }
        case .cancelTimers: timers[index] = []
        case .buildBlock(let request): build(request, by: actor)
        case .validate(let block):
            let execution = actor.books.executing(
                block.body, time: block.header.time, proposer: block.header.proposer,
                chain: chain)
            let verdict = BlockVerdict(on: block.header, executedAs: execution.header)
            give(.blockValidated(block.id, verdict), to: actor)
        case .decided(let decided):
            tell(
                "\(index) decides \(names.name(decided.block.id)) at height "
                    + "\(decided.block.height) in round \(decided.certificate.round.rawValue)")
            actor.disk.write(.commit(decided))
            _ = actor.disk.sync()
            _ = actor.pool.remove(
                committed: decided.block.body.transactions.map(\.id),
                blockTime: decided.block.header.time)
            give(.committed(next: actor.books.next), to: actor)
        case .evidence(let evidence): tell("\(index) has evidence: \(evidence.kind)")
        case .watching: tell("\(index) signs no more")
        case .halt: tell("\(index) halts")
        case .abstained: tell("\(index) abstains")
        case .requestTransactions: tell("\(index) has nothing to propose")
        case .offerTransactions: break
        }
    }

    private func build(_ request: BlockRequest, by actor: SimulatedNode) {
        let transactions = actor.pool.reap(
            maxBytes: request.transactionBytesMax, maxTransactions: 1, blockTime: request.time
        ).map(\.signed)
        guard !transactions.isEmpty else {
            return give(.blockBuilt(nil, for: request), to: actor)
        }
        let body = BlockBody(transactions: transactions)
        let execution = actor.books.executing(
            body, time: request.time, proposer: request.proposer, chain: chain)
        give(.blockBuilt(Block(header: execution.header, body: body), for: request), to: actor)
    }

    private func put(_ message: PeerMessage, to destination: Destination, from: SimulatedNode) {
        let letter = Letter(message)
        if let text = message.told(names: &names) {
            let receiver =
                switch destination {
                case .all: ""
                case .peer(let peer): " to \(actors.firstIndex { $0.peerID == peer } ?? -1)"
                }
            tell("\(from.index) says \(text)\(receiver)")
        }
        for other in actors where other !== from && other.isUp {
            if case .peer(let peer) = destination, peer != other.peerID { continue }
            table.append(Pending(letter: letter, from: from.index, to: other.index))
        }
    }

    private func standing(of actor: SimulatedNode) -> String {
        let state = actor.replica.state
        func name(_ value: RoundValue?) -> String {
            value.map { "\(names.name($0.block)) of round \($0.round.rawValue)" } ?? "nothing"
        }
        return "\(actor.index)\(actor.isUp ? "" : " (down)"): height \(state.height), round "
            + "\(state.round.rawValue), \(state.step), locked \(name(state.locked)), valid "
            + name(state.valid)
    }
}

/// Letters for blocks, in the order in which they turn up.
struct BlockNames {
    private var blocks: [BlockID: String] = [:]
    private var made: [String: BlockID] = [:]

    mutating func name(_ id: BlockID) -> String {
        if let name = blocks[id] { return name }
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVW")
        let name = String(letters[made.count % letters.count])
        blocks[id] = name
        made[name] = id
        return name
    }

    /// The block of a name; one that nobody has seen for a new name, and nil for `nil`.
    func block(_ name: String) -> BlockID? {
        if name == "nil" { return nil }
        return made[name] ?? BlockID(Digest(hashing: Array(name.utf8)))
    }
}
