import Consensus
import LedgerCore

/// One seed from beginning to end: bad days, then everything is mended and the cluster must go on.
package struct Run: Sendable {
    package let plan: Plan
    private let chain: SimulatedChain

    package init(_ plan: Plan, chain: SimulatedChain) {
        self.plan = plan
        self.chain = chain
    }

    package struct Outcome: Equatable, Sendable {
        package let seed: UInt64
        /// What should not have happened; nil for a good run.
        package let violation: String?
        /// Decided by every honest node.
        package let height: Int
        package let messages: Int
        package let milliseconds: Int64
        package let faults: FaultCounts
        /// Transactions that the ledger refused.
        package let refused: Int
        /// Heights that needed more than one round.
        package let laterRounds: Int
        /// Times that an honest node accused somebody.
        package let evidence: Int
        /// Stands for every event and every block.
        package let digest: UInt64
        package let setting: String

        package var counts: Bool { violation == nil && height >= Plan.heights }
    }

    package func callAsFunction(narrator: ((String) -> Void)? = nil) -> Outcome {
        let cluster = Cluster(plan, chain: chain)
        cluster.narrator = narrator
        cluster.start()
        cluster.run(until: Plan.badMilliseconds) { cluster.oracle.height >= Plan.badHeights }
        if cluster.violation == nil { cluster.mend() }
        goOn(cluster)
        finish(cluster)
        return Outcome(
            seed: plan.seed, violation: cluster.violation,
            height: cluster.honest.map(\.height).min() ?? 0, messages: cluster.messages,
            milliseconds: cluster.now, faults: cluster.counts, refused: cluster.oracle.refused,
            laterRounds: cluster.oracle.laterRounds, evidence: cluster.oracle.evidence,
            digest: cluster.digest,
            setting: "n = \(plan.behaviours.count), "
                + "\(plan.behaviours.filter { $0 != .honest }), \(plan.observers) observers, "
                + (plan.seatChangeMilliseconds.map { "validators change every \($0) ms" }
                    ?? "the same validators"))
    }

    /// Height after height within bounded time.
    private func goOn(_ cluster: Cluster) {
        while cluster.violation == nil {
            let lowest = cluster.honest.map(\.height).min() ?? 0
            guard lowest < Plan.heights else { return }
            let limit = cluster.now + Plan.heightMilliseconds
            let moved = cluster.run(until: limit) {
                cluster.honest.allSatisfy { $0.height > lowest }
            }
            if !moved {
                cluster.oracle.fail(
                    "progress: a node is still at height \(lowest) "
                        + "\(Plan.heightMilliseconds / 1_000) s after everything was mended; "
                        + cluster.standing)
            }
        }
    }

    /// What was promised is done, and everybody has it.
    private func finish(_ cluster: Cluster) {
        guard cluster.violation == nil else { return }
        cluster.clients.finish()
        let isDone = cluster.run(until: cluster.now + Plan.heightMilliseconds) {
            cluster.clients.promised.isEmpty
                && cluster.honest.allSatisfy { $0.height == cluster.oracle.height }
        }
        guard !isDone, cluster.violation == nil else { return }
        cluster.oracle.fail(
            "promises: \(cluster.clients.promised.count) acknowledged transactions are in no "
                + "block; \(cluster.standing)")
    }
}

extension Cluster {
    /// Where everybody is, for a reader of a failure.
    var standing: String {
        nodes.map { node in
            let state = node.replica.state
            return
                "\(node.index):\(node.isUp ? "" : "down ")\(state.height)/\(state.round.rawValue)"
                + " \(state.step)"
        }.joined(separator: ", ")
    }
}
