import LedgerCore

/// Who wants transactions done: sends each to some node, again where it hears nothing, and remembers
/// what it was promised.
final class Clients {
    private struct Wish {
        let transaction: VerifiedTransaction
        var sentAt: Int64
    }

    private let workload: [VerifiedTransaction]
    private var next: Int
    private var open: [TransactionID: Wish] = [:]
    private var order: [TransactionID] = []
    /// What an honest node said is safe, and no block held so far.
    private(set) var promised: Set<TransactionID> = []
    private(set) var done: Set<TransactionID> = []
    private(set) var isFinished = false

    init(_ workload: [VerifiedTransaction], from first: Int) {
        self.workload = workload
        next = first % max(1, workload.count)
    }

    var openCount: Int { open.count }

    /// No more wishes from here on.
    func finish() { isFinished = true }

    /// A new wish; nil when there are enough, or no more to be had.
    func wish(max: Int, at now: Int64) -> VerifiedTransaction? {
        guard !isFinished, open.count < max, order.count < workload.count else { return nil }
        let transaction = workload[next % workload.count]
        next += 1
        order.append(transaction.id)
        open[transaction.id] = Wish(transaction: transaction, sentAt: now)
        return transaction
    }

    /// A wish that nobody answered for a while; it counts as sent now.
    func overdue(after milliseconds: Int64, at now: Int64) -> VerifiedTransaction? {
        // order-free: the oldest by the order of the wishes.
        for id in order.suffix(64) {
            guard let wish = open[id], now - wish.sentAt > milliseconds else { continue }
            open[id]?.sentAt = now
            return wish.transaction
        }
        return nil
    }

    /// An honest node has it on its disk and says so.
    func promise(_ id: TransactionID) {
        if !done.contains(id) { promised.insert(id) }
    }

    /// The disk that it was on is lost.
    func release(_ id: TransactionID) { promised.remove(id) }

    /// An honest node committed a block.
    func decided(_ block: Block) {
        for transaction in block.body.transactions {
            let id = transaction.id
            guard done.insert(id).inserted else { continue }
            open[id] = nil
            promised.remove(id)
        }
    }
}
