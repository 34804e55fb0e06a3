import Consensus
import LedgerCore

/// A network of production replicas and pools in one process, in which time and all chance come from a
/// seed.
///
/// What the host of a replica does, it does here: it writes, executes, builds, commits and sends, each
/// after a moment, and a crash can come between any two outputs.
///
/// Spec: Docs/Spec/Simulation.md §2.
package final class Cluster {
    let chain: SimulatedChain
    let plan: Plan
    var random: SeededRandom
    private(set) var nodes: [SimulatedNode] = []
    var queue = EventQueue<Event>()
    let oracle: Oracle
    let clients: Clients
    /// Changes of the validators that are done.
    var seatChangesDone = 0
    /// Milliseconds since the first moment.
    private(set) var now: Int64 = 0
    var weather = Weather()
    var crashPerMille: Int
    var isMended = false
    /// Changes whom each twin talks to.
    var epoch = 0
    /// Pairs of nodes between whom something was lost: their connection breaks, and is made again.
    var broken: [Bool]
    /// When the last message of each link arrives.
    var linkTimes: [Int64]
    var counts = FaultCounts()
    /// Messages that were handed to nodes.
    package private(set) var messages = 0
    /// What a liar can repeat.
    var overheard: [PeerMessage] = []
    /// Blocks that a liar may vote for.
    var heardOf: [BlockID] = []
    /// Stands for everything that happened, in its order.
    private(set) var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    /// Told what happens, for a reader.
    package var narrator: ((String) -> Void)?

    package init(_ plan: Plan, chain: SimulatedChain) {
        self.plan = plan
        self.chain = chain
        random = SeededRandom(seed: plan.seed)
        crashPerMille = plan.crashPerMille
        oracle = Oracle(chain: chain, behaviours: plan.behaviours)
        clients = Clients(chain.workload, from: plan.firstTransaction)
        linkTimes = []
        broken = []
        for (validator, behaviour) in plan.behaviours.enumerated() {
            let processes = behaviour == .twin ? 2 : 1
            for _ in 0..<processes { addNode(validator: validator, behaviour: behaviour) }
        }
        if plan.seatChangeMilliseconds != nil {
            for seat in plan.behaviours.count..<chain.signers.count {
                addNode(validator: seat, behaviour: .honest)
            }
        }
        for _ in 0..<plan.observers { addNode(validator: nil, behaviour: .honest) }
        linkTimes = [Int64](repeating: 0, count: nodes.count * nodes.count)
        broken = [Bool](repeating: false, count: nodes.count * nodes.count)
    }

    private func addNode(validator: Int?, behaviour: Behaviour) {
        let drift = plan.drifts ? Int64(random.below(40_001)) - 20_000 : 0
        if drift != 0 { counts[.clockDrift] += 1 }
        let offset = random.milliseconds(-300...300)
        nodes.append(
            SimulatedNode(
                index: nodes.count, validator: validator, behaviour: behaviour,
                clock: NodeClock(offsetMilliseconds: offset, driftPerMillion: drift),
                chain: chain))
    }

    var honest: [SimulatedNode] { nodes.filter(\.isHonest) }

    func note(_ text: @autoclosure () -> String) {
        narrator?("\(now) ms  \(text())")
    }

    /// The first thing that should not have happened.
    package var violation: String? { oracle.violation }

    /// Everybody starts.
    package func start() {
        for node in nodes {
            give(.start, to: node)
            connect(node)
            if node.behaviour.lies { queue.add(.lie(node.index), at: 100) }
            if node.behaviour == .silent { counts[.silence] += 1 }
            if node.behaviour == .twin { counts[.twin] += 1 }
        }
        queue.add(.client, at: 10)
        if plan.seatChangeMilliseconds != nil { queue.add(.administrator, at: 500) }
        queue.add(.weather, at: 200)
        queue.add(.incident, at: 300)
    }

    /// Runs until a condition holds, something is violated, or a moment has come.
    ///
    /// - Returns: whether the condition holds.
    @discardableResult
    package func run(until limit: Int64, _ condition: () -> Bool = { false }) -> Bool {
        while oracle.violation == nil {
            if condition() { return true }
            guard let (time, event) = queue.next(until: limit) else { break }
            now = max(now, time)
            happen(event)
        }
        now = max(now, limit)
        return condition()
    }

    /// Takes a number into what stands for the run.
    func fold(_ number: UInt64) {
        digest = (digest ^ number) &* 0x100_0000_01b3
    }

    private func happen(_ event: Event) {
        switch event {
        case .deliver(let letter, let from, let to):
            fold(UInt64(truncatingIfNeeded: now) &* 64 + UInt64(to))
            messages += 1
            note("\(to) hears \(letter.short) from \(from)")
            deliver(letter, from: nodes[from], to: nodes[to])
        case .answer(let answer, let to, let life):
            let node = nodes[to]
            guard node.isUp, node.life == life else { return }
            give(answer.input, to: node)
        case .timer(let timer, let of, let life, let epoch):
            let node = nodes[of]
            guard node.isUp, node.life == life, node.epoch == epoch else { return }
            give(.timer(timer), to: node)
        case .synced(let index, let life):
            let node = nodes[index]
            guard node.isUp, node.life == life else { return }
            synced(node)
        case .restart(let index): if !nodes[index].isUp { restart(nodes[index]) }
        case .fetched(let by, let from, let life, let blocks):
            let node = nodes[by]
            guard node.isUp, node.life == life else { return }
            fetched(blocks, by: node, from: nodes[from])
        case .lie(let index): lie(nodes[index])
        case .client: clientActs()
        case .administrator: administratorActs()
        case .weather: changeWeather()
        case .incident: haveIncident()
        }
    }

    /// Gives an input, and carries out what follows. A crash can come before any output.
    func give(_ input: Input, to node: SimulatedNode) {
        guard node.behaviour != .silent else { return }
        let moment = time(of: node)
        for output in node.replica.handle(input, at: moment) {
            if crashPerMille > 0, random.chance(perMille: crashPerMille) {
                return crash(node, forMilliseconds: 1 + random.milliseconds(upTo: 3_000))
            }
            carryOut(output, of: node)
            guard node.isUp else { return }
        }
    }

    /// What a node's clock shows.
    func time(of node: SimulatedNode) -> Timestamp {
        chain.genesisTime.advanced(byMilliseconds: 1_000 + node.clock.reading(at: now))
    }
}
