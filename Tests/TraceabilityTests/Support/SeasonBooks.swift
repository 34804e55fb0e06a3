import LedgerCore
import Testing
import Traceability

/// A world in which a random season is judged, and what its postings add up to.
struct SeasonBooks {
    var world: World
    var created: [String: Stock] = [:]
    var consumed: [String: Stock] = [:]
    /// What is accounted for and gone, into no goods.
    var sold: [String: Int64] = [:]
    /// How often each rule refused.
    private(set) var refusals: [String: Int] = [:]
    /// Block time of the last entry.
    private(set) var lastTime = Timestamp(milliseconds: 0)
    /// Between blocks: windows of days end in a season.
    var step = World.hour / 2

    /// What the administrators decide has a number, and is signed when its turn has come.
    mutating func proposal(_ entry: SeasonEntry) throws -> PreparedTransaction {
        guard case .register(let name, let plot) = entry.deed else {
            preconditionFailure("events are signed before")
        }
        return try world.transaction(
            world.proposal([.setPlot(EventText.key(name), plot.leaf)]), by: entry.member)
    }

    /// Judges one entry in its own transaction.
    mutating func judge(_ transaction: PreparedTransaction) throws -> Judgement {
        lastTime = world.time
        let execution = try world.commit([transaction])
        world.time = world.time.advanced(byMilliseconds: step)
        if case .refused(let refusal) = execution.outcomes[0].judgement {
            refusals[refusal.code, default: 0] += 1
        }
        guard case .capture(_, let effects) = execution.effects[0].content,
            case .accepted(let event) = effects[0].result
        else { return execution.outcomes[0].judgement }
        let isUnmade = event.postings.contains { $0.cause == .declared && !$0.isInflow }
        for posting in event.postings {
            switch posting.cause {
            case .created:
                created[posting.lot] = try sum(created[posting.lot], posting.stock)
            case .declared where !posting.isInflow:
                created[posting.lot] = uncreated(created[posting.lot], posting.stock)
            case .declared where isUnmade:
                consumed[posting.lot] = unconsumed(consumed[posting.lot], posting.stock)
            case .consumed(let reason):
                if reason != .processed {
                    sold[posting.lot, default: 0] += posting.stock.accounted
                }
                consumed[posting.lot] = try sum(consumed[posting.lot], posting.stock)
            default: break
            }
        }
        return execution.outcomes[0].judgement
    }

    /// What a making or harvest that was declared to be an error takes back; a shipment creates nothing.
    private func uncreated(_ stock: Stock?, _ part: Stock) -> Stock {
        let amount = (stock?.amount ?? 0) - part.amount
        let forEver = (stock?.unaccountedForEver ?? 0) - part.unaccountedForEver
        return Stock(amount: amount, unaccounted: min(max(0, forEver), amount))
    }

    /// The same of what it consumed: less of that may be unaccounted by now.
    private func unconsumed(_ stock: Stock?, _ part: Stock) -> Stock {
        let amount = (stock?.amount ?? 0) - part.amount
        let unaccounted = (stock?.unaccounted ?? 0) - part.unaccounted
        return Stock(amount: amount, unaccounted: min(max(0, unaccounted), amount))
    }

    private func sum(_ stock: Stock?, _ other: Stock) throws -> Stock {
        try #require((stock ?? .none).adding(other))
    }
}
