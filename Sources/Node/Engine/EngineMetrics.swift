import LedgerCore
import Metrics
import Traceability

/// What is measured of the ledger's thread.
struct EngineMetrics: Sendable {
    let blocks: any CounterHandler
    let events: any CounterHandler
    let transactionsDone: any CounterHandler
    let transactionsRefused: any CounterHandler
    let commit: any TimerHandler
    let execute: any TimerHandler
    let rules: any TimerHandler
    let stateTree: any TimerHandler
    let readAhead: any TimerHandler
    let project: any TimerHandler
    let queueRefused: any CounterHandler
    let agreement: any TimerHandler
    let laterRounds: any CounterHandler

    init(registry: MetricsRegistry) {
        blocks = registry.makeCounter(label: MetricNames.blocks, dimensions: [])
        events = registry.makeCounter(label: MetricNames.events, dimensions: [])
        transactionsDone = registry.makeCounter(
            label: MetricNames.transactions, dimensions: [("outcome", "done")])
        transactionsRefused = registry.makeCounter(
            label: MetricNames.transactions, dimensions: [("outcome", "refused")])
        commit = registry.makeTimer(label: MetricNames.commitSeconds, dimensions: [])
        execute = registry.makeTimer(label: MetricNames.executeSeconds, dimensions: [])
        rules = registry.makeTimer(label: MetricNames.rulesSeconds, dimensions: [])
        stateTree = registry.makeTimer(label: MetricNames.stateTreeSeconds, dimensions: [])
        readAhead = registry.makeTimer(label: MetricNames.readAheadSeconds, dimensions: [])
        project = registry.makeTimer(label: MetricNames.projectSeconds, dimensions: [])
        agreement = registry.makeTimer(label: MetricNames.agreementSeconds, dimensions: [])
        laterRounds = registry.makeCounter(label: MetricNames.laterRounds, dimensions: [])
        queueRefused = registry.makeCounter(label: MetricNames.queueRefused, dimensions: [])
    }

    /// A block was decided here.
    ///
    /// - Parameter woke: when this node woke for its height; nil where it did not have to.
    func agreed(in round: Round, since woke: ContinuousClock.Instant?) {
        if round > .zero { laterRounds.increment(by: 1) }
        guard let woke else { return }
        agreement.record(woke.duration(to: .now))
    }

    func count(_ execution: BlockExecution) {
        let outcomes = execution.outcomes
        blocks.increment(by: 1)
        for effects in execution.effects {
            guard case .capture(_, let effects) = effects.content else { continue }
            let accepted = effects.count { if case .accepted = $0.result { true } else { false } }
            events.increment(by: Int64(accepted))
        }
        let done = outcomes.count { if case .done = $0.judgement { true } else { false } }
        transactionsDone.increment(by: Int64(done))
        transactionsRefused.increment(by: Int64(outcomes.count - done))
    }
}

extension TimerHandler {
    /// Measures `body`.
    func measure<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure)
        -> Value
    {
        let start = ContinuousClock.now
        defer { record(ContinuousClock.now - start) }
        return try body()
    }

    func record(_ duration: Duration) { recordNanoseconds(duration.microseconds * 1_000) }
}
