import Consensus
import LedgerCore

/// A network, its faults and its work, drawn from a seed: chaos for a while, then peace.
struct Scenario {
    static let sizes = [1, 2, 3, 4, 4, 4, 5, 6, 7]
    static let chaosMilliseconds: Int64 = 8_000
    static let peaceMilliseconds: Int64 = 240_000

    let seed: UInt64
    let validators: Int
    let behaviours: [Behaviour]
    let faults: Faults
    let work: [UInt64]

    init(seed: UInt64) {
        var random = SeededRandom(seed: seed ^ 0xDAF7)
        self.seed = seed
        validators = Scenario.sizes[random.below(Scenario.sizes.count)]
        let faultyMax = (validators - 1) / 3
        let faulty = faultyMax == 0 ? 0 : random.below(faultyMax + 1)
        let kinds = Behaviour.allCases.filter { $0 != .honest }
        behaviours = (0..<faulty).map { _ in kinds[random.below(kinds.count)] }
        faults = Faults.drawn(with: &random)
        work = (1...UInt64(3 + random.below(4))).map { $0 }
    }

    struct Outcome: Equatable, CustomStringConvertible {
        let violation: String?
        let isDone: Bool
        let heights: [Int]
        let messages: Int
        let milliseconds: Int64
        let tip: BlockID?
        /// How often each fault happened.
        let counts: [String: Int]
        let setting: String

        var description: String {
            """
            \(setting); \(counts.sorted { $0.key < $1.key }); heights \(heights), \(messages) messages, \(milliseconds) ms; \
            \(violation ?? (isDone ? "done" : "not done"))
            """
        }
    }

    func run() -> Outcome {
        let cluster = Cluster(
            seed: seed, validators: validators, behaviours: behaviours, faults: faults)
        cluster.queue.add(.repartition, at: 500)
        for content in work {
            let honest = cluster.honest
            let process = honest[cluster.random.below(honest.count)]
            let moment = cluster.random.milliseconds(upTo: Scenario.chaosMilliseconds)
            cluster.queue.add(.work(content, to: process.index), at: moment)
        }
        cluster.run(until: Scenario.chaosMilliseconds)
        cluster.heal()
        for content in work { cluster.submit(content, to: cluster.honest[0]) }
        let healed = cluster.now
        let isDone = cluster.run(until: healed + Scenario.peaceMilliseconds) {
            cluster.honest.allSatisfy { process in
                process.height >= cluster.honest[0].height && process.pool.isEmpty
                    && process.height >= work.count
            }
        }
        return Outcome(
            violation: cluster.oracle.violation, isDone: isDone,
            heights: cluster.processes.map(\.height), messages: cluster.messages,
            milliseconds: cluster.now - healed, tip: cluster.honest[0].blocks.last?.block.id,
            counts: cluster.counts, setting: "n = \(validators), \(behaviours), \(faults)")
    }
}
