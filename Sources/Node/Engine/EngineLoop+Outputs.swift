import Consensus
import LedgerCore
import Logging
import Storage

/// Carries out what the replica asks for, in its order.
extension EngineLoop {
    /// An answer to an output is an input, whose outputs come after those that are already there.
    mutating func carryOut(_ first: [Output]) {
        var outputs = first[...]
        while let output = outputs.popFirst() {
            let more = carryOut(output)
            if !more.isEmpty { outputs = ArraySlice(outputs + more) }
        }
    }

    private mutating func carryOut(_ output: Output) -> [Output] {
        switch output {
        case .persist(let record):
            let durable = orStop("the vote log cannot be written") {
                try store.consensusLog.record(record)
            }
            return replica.handle(.persisted(durable), at: now)
        case .schedule(let timer, let milliseconds):
            timers.schedule(timer, at: monotonicNow.advanced(byMilliseconds: milliseconds))
        case .cancelTimers:
            timers.cancelAll()
        case .buildBlock(let request):
            return replica.handle(.blockBuilt(build(request), for: request), at: now)
        case .validate(let block):
            return replica.handle(.blockValidated(block.id, validate(block)), at: now)
        case .decided(let decided):
            let deciding = replica.start.validators
            let next = commit(decided)
            proposals.begin(next.height)
            let outputs = replica.handle(.committed(next: next), at: now)
            tellObservers()
            return outputs + vigilSaw(decided, by: deciding)
        case .send(let outgoing, to: let destination):
            send(outgoing.message, to: destination)
        case .sendDecided(let height, to: let peer): sendDecided(height, to: peer)
        case .offerTransactions: send(relay.offer(pool.ids))
        case .requestTransactions: peers.send(.poolAsked, to: peers.connected)
        case .evidence(let evidence): take(evidence)
        case .watching(let reason): beginVigil(since: reason)
        case .abstained(let failure):
            logger.error("a vote was not signed", metadata: ["reason": "\(failure.reason)"])
        case .halt(let reason):
            BrokenInvariant.stop(
                "the others decided what this node finds invalid", ["reason": "\(reason)"],
                logger: logger)
        }
        return []
    }
}
