import Consensus
import LedgerCore

/// A network of production replicas in one process, in which time and all chance come from a seed.
///
/// What the host of a replica does, it does here: it writes, executes, builds, commits and sends, each
/// after a moment, and a crash can come between any two outputs.
final class Cluster {
    enum Event {
        case deliver(PeerMessage, from: Int, to: Int)
        case input(Input, to: Int, life: Int)
        case commit(DecidedBlock, by: Int, life: Int)
        case work(UInt64, to: Int)
        case restart(Int)
        case lie(Int)
        case repartition
    }

    let seed: UInt64
    let chain: TestChain
    var random: SeededRandom
    var faults: Faults
    var processes: [Process] = []
    var queue = EventQueue<Event>()
    var oracle = Oracle()
    /// Milliseconds since the first moment.
    var now: Int64 = 0
    /// Between two groups nothing is delivered.
    var groups: [Int] = []
    /// Changes whom each twin talks to.
    var epoch = 0
    var isHealed = false
    /// Blocks that a liar may vote for.
    var heardOf: [BlockID] = []
    /// Messages that honest validators sent.
    var messages = 0
    /// How often each thing happened.
    var counts: [String: Int] = [:]

    init(
        seed: UInt64, validators: Int, behaviours: [Behaviour], faults: Faults,
        parameters: ConsensusParameters = ConsensusParameters()
    ) {
        self.seed = seed
        self.faults = faults
        chain = TestChain(validators: validators, parameters: parameters)
        random = SeededRandom(seed: seed)
        for validator in 0..<validators {
            let behaviour = validator < behaviours.count ? behaviours[validator] : .honest
            for _ in 0..<(behaviour == .twin ? 2 : 1) {
                let offset = random.milliseconds(upTo: 2 * faults.clockMilliseconds)
                processes.append(
                    Process(
                        index: processes.count, validator: validator, behaviour: behaviour,
                        clockOffset: offset - faults.clockMilliseconds, chain: chain))
            }
        }
        groups = processes.map { _ in 0 }
        for process in processes {
            give(.start, to: process)
            connect(process)
            if process.behaviour == .liar { queue.add(.lie(process.index), at: 100) }
        }
    }

    var honest: [Process] { processes.filter(\.isHonest) }

    /// Runs until a condition holds, something is violated, or a moment has come.
    ///
    /// - Returns: whether the condition holds.
    @discardableResult
    func run(until limit: Int64, _ condition: () -> Bool = { false }) -> Bool {
        while oracle.violation == nil {
            if condition() { return true }
            guard let (time, event) = queue.next(until: limit) else { break }
            now = max(now, time)
            happen(event)
        }
        now = max(now, limit)
        return condition()
    }

    /// Everybody is up and reaches everybody, from now on.
    func heal() {
        isHealed = true
        faults = faults.healed
        groups = processes.map { _ in 0 }
        for process in processes where !process.isUp { start(process) }
        for process in processes { connect(process) }
    }

    /// Gives every validator something to do: it reaches one, who offers it to all.
    func submit(_ content: UInt64, to process: Process) {
        guard process.isUp, !process.isDone(content) else {
            queue.add(.work(content, to: process.index), at: now + 500)
            return
        }
        process.pool.insert(content)
        for other in processes where other !== process {
            send(work: content, to: other, from: process)
        }
        give(.transactionsAvailable(offered: true), to: process)
    }

    private func happen(_ event: Event) {
        switch event {
        case .deliver(let message, let from, let to):
            let process = processes[to]
            guard process.isUp else { return }
            give(.message(message, from: processes[from].peerID), to: process)
        case .input(let input, let to, let life):
            let process = processes[to]
            guard process.isUp, process.life == life else { return }
            give(input, to: process)
        case .commit(let decided, let by, let life): commit(decided, by: processes[by], life: life)
        case .work(let content, let to): receive(work: content, at: processes[to])
        case .restart(let index): if !processes[index].isUp { start(processes[index]) }
        case .lie(let index): lie(processes[index])
        case .repartition: repartition()
        }
    }

    func give(_ input: Input, to process: Process) {
        guard process.behaviour != .silent else { return }
        let moment = TestChain.genesisTime.advanced(
            byMilliseconds: 1_000 + now + process.clockOffset)
        for output in process.replica.handle(input, at: moment) {
            if random.chance(perMille: faults.crashPerMille) { return crash(process) }
            carryOut(output, of: process)
        }
    }

    // MARK: Lives

    private func crash(_ process: Process) {
        counts["crash", default: 0] += 1
        process.crash()
        for other in processes where other.isUp && other !== process {
            give(.peerDisconnected(process.peerID), to: other)
        }
        let down = 1 + random.milliseconds(upTo: faults.downMilliseconds)
        queue.add(.restart(process.index), at: now + down)
    }

    private func start(_ process: Process) {
        process.restart()
        give(.start, to: process)
        guard process.isUp else { return }
        if process.work != nil { give(.transactionsAvailable(offered: true), to: process) }
        connect(process)
    }

    private func connect(_ process: Process) {
        for other in processes
        where other.validator != process.validator && other.isUp && process.isUp {
            give(.peerConnected(other.peerID), to: process)
            if other.isUp { give(.peerConnected(process.peerID), to: other) }
        }
    }

    private func commit(_ decided: DecidedBlock, by process: Process, life: Int) {
        guard process.isUp, process.life == life else { return }
        process.isCommitting = false
        if decided.certificate.round > .zero { counts["laterRound", default: 0] += 1 }
        if process.isHonest {
            oracle.committed(
                decided, by: process.index, on: process.stateRoot, chain: chain)
        }
        process.commit(decided)
        give(.committed(next: process.next), to: process)
        if process.isUp, process.work != nil {
            give(.transactionsAvailable(offered: true), to: process)
        }
    }

    private func repartition() {
        guard !isHealed else { return }
        epoch += 1
        let isSplit = random.chance(perMille: 600)
        if isSplit { counts["partition", default: 0] += 1 }
        groups = processes.map { _ in isSplit ? random.below(2) : 0 }
        queue.add(.repartition, at: now + 300 + random.milliseconds(upTo: 3_000))
    }

    // MARK: Work

    func send(work content: UInt64, to other: Process, from process: Process) {
        guard isDelivered(from: process, to: other) else { return }
        queue.add(.work(content, to: other.index), at: now + delay())
    }

    private func receive(work content: UInt64, at process: Process) {
        guard process.isUp, !process.isDone(content), process.pool.insert(content).inserted else {
            return
        }
        give(.transactionsAvailable(offered: true), to: process)
    }
}
