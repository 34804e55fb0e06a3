package import LedgerCore

/// The transactions that wait for a block.
///
/// It knows nothing of state: whether a transaction may be done is decided, and recorded, when a block
/// executes it. What is on disk of it is the host's business; it gives back at a start what it kept.
///
/// Order: first come, first served between members. Of one member's, the lowest sequence takes the
/// member's earliest place, so that a shipment sent before its harvest arrived does not overtake it.
///
/// Spec: Docs/Spec/Consensus.md §8.
package struct Pool: Sendable {
    /// Those of the next admission; what was admitted under others stays.
    package var limits: PoolLimits
    private var entries: [TransactionID: Entry] = [:]
    private var queues: [MemberID: [Place]] = [:]
    /// One place in the common order for each entry, earliest first.
    private var turns: [MemberID] = []
    private var allowances: [MemberID: MemberAllowance] = [:]
    private var arrivals: UInt64 = 0
    private var offeredCount = 0
    /// Bytes of all transactions held.
    package private(set) var byteCount = 0
    private var memberByteCount: [MemberID: Int] = [:]
    /// No transaction that is held expires before: so a block whose time is not later makes none too
    /// late, and need not look at all of them.
    private var earliestExpiry = Timestamp(milliseconds: .max)

    package init(limits: PoolLimits) {
        self.limits = limits
    }

    package var count: Int { entries.count }
    package var isEmpty: Bool { entries.isEmpty }

    /// Whether there is something to propose that every peer was offered. R0 (a).
    package var holdsOffered: Bool { offeredCount > 0 }

    package func contains(_ id: TransactionID) -> Bool { entries[id] != nil }

    /// What waits, in the order of its admission.
    package var ids: [TransactionID] {
        entries.values.sorted { $0.arrival < $1.arrival }.map(\.id)
    }

    package func transaction(_ id: TransactionID) -> VerifiedTransaction? {
        entries[id]?.transaction
    }

    /// Takes a transaction in, or finds that it is here already.
    ///
    /// - Parameter blockTime: the time of the last committed block.
    package mutating func admit(
        _ transaction: VerifiedTransaction, now: Timestamp, blockTime: Timestamp
    ) throws(PoolRefusal) -> Admission {
        if contains(transaction.id) { return .alreadyHeld(transaction.id) }
        let member = transaction.header.member
        let bytes = transaction.poolByteCount
        guard bytes <= limits.transactionBytesMax else {
            throw .tooLarge(bytes: bytes, max: limits.transactionBytesMax)
        }
        if let fault = transaction.header.expiryFault(
            at: blockTime, aheadMaxMilliseconds: limits.expiryAheadMaxMilliseconds)
        {
            throw .expiry(fault)
        }
        guard count < limits.transactionsMax, byteCount + bytes <= limits.bytesMax else {
            throw .full(retryAfterMilliseconds: limits.retryWhenFullMilliseconds)
        }
        guard memberByteCount[member, default: 0] + bytes <= limits.memberBytesMax else {
            throw .memberFull(member, retryAfterMilliseconds: limits.retryWhenFullMilliseconds)
        }
        var allowance = allowances[member] ?? MemberAllowance(limits, at: now)
        try allowance.take(bytes: Int64(bytes), of: member, at: now)
        allowances[member] = allowance
        insert(transaction, bytes: bytes)
        return .admitted(transaction.id)
    }

    /// Takes back what was admitted before a restart, in the order of its admission, past all limits.
    package mutating func restore(_ transaction: VerifiedTransaction) {
        guard !contains(transaction.id) else { return }
        insert(transaction, bytes: transaction.poolByteCount)
    }

    /// Transactions that peers have not been offered yet, in the order of their admission.
    package var notOffered: [VerifiedTransaction] {
        guard offeredCount < count else { return [] }
        return entries.values.filter { !$0.offered }.sorted { $0.arrival < $1.arrival }
            .map(\.transaction)
    }

    /// Every peer was sent these, reachable or not.
    package mutating func markOffered(_ ids: some Sequence<TransactionID>) {
        for id in ids where entries[id]?.offered == false {
            entries[id]?.offered = true
            offeredCount += 1
        }
    }

    /// What the next block may hold, in order; nothing leaves the pool by it.
    ///
    /// A transaction that does not fit stops the later ones of its member, not those of others.
    ///
    /// - Parameters:
    ///   - maxBytes: no more than these.
    ///   - enoughBytes: with so many no further transaction is taken. The one that reaches it goes in
    ///     whole, so that a large one waits no longer than others for its turn.
    package func reap(
        maxBytes: Int, enoughBytes: Int = .max, maxTransactions: Int, blockTime: Timestamp
    ) -> [VerifiedTransaction] {
        var reaped: [VerifiedTransaction] = []
        var bytesLeft = maxBytes
        var next: [MemberID: Int] = [:]
        var stopped: Set<MemberID> = []
        for member in turns where !stopped.contains(member) {
            guard reaped.count < maxTransactions, maxBytes - bytesLeft < enoughBytes else { break }
            let index = next[member, default: 0]
            next[member] = index + 1
            guard let place = queues[member]?[index], let entry = entries[place.id] else {
                preconditionFailure("every turn has its place and its entry")
            }
            guard entry.transaction.header.expiry >= blockTime else { continue }
            guard entry.byteCount <= bytesLeft else {
                stopped.insert(member)
                if stopped.count == queues.count { break }
                continue
            }
            bytesLeft -= entry.byteCount
            reaped.append(entry.transaction)
        }
        return reaped
    }

    /// Forgets what a committed block holds, and what its time has made too late.
    ///
    /// - Returns: the ids that expired without a block, ascending.
    package mutating func remove(
        committed ids: some Sequence<TransactionID>, blockTime: Timestamp
    ) -> [TransactionID] {
        remove(Set(ids))
        let expired = expired(before: blockTime)
        remove(Set(expired))
        return expired
    }

    private mutating func expired(before time: Timestamp) -> [TransactionID] {
        guard earliestExpiry < time else { return [] }
        var expired: [TransactionID] = []
        earliestExpiry = Timestamp(milliseconds: .max)
        // order-free: what is found is sorted, and an earliest is the same in any order.
        for entry in entries.values {
            let expiry = entry.transaction.header.expiry
            if expiry < time {
                expired.append(entry.id)
            } else {
                earliestExpiry = min(earliestExpiry, expiry)
            }
        }
        return expired.sorted()
    }

    private mutating func insert(_ transaction: VerifiedTransaction, bytes: Int) {
        let member = transaction.header.member
        let entry = Entry(transaction: transaction, byteCount: bytes, arrival: arrivals)
        entries[transaction.id] = entry
        let place = Place(
            sequence: transaction.header.sequence, arrival: arrivals, id: transaction.id)
        let index = queues[member]?.partitioningIndex { place < $0 } ?? 0
        queues[member, default: []].insert(place, at: index)
        turns.append(member)
        arrivals += 1
        earliestExpiry = min(earliestExpiry, transaction.header.expiry)
        byteCount += bytes
        memberByteCount[member, default: 0] += bytes
    }

    private mutating func remove(_ leaving: Set<TransactionID>) {
        guard !leaving.isEmpty else { return }
        var turnsGone: [MemberID: Int] = [:]
        // order-free: each is taken out by itself, and what is counted is a sum.
        for id in leaving {
            guard let entry = entries.removeValue(forKey: id) else { continue }
            let member = entry.transaction.header.member
            byteCount -= entry.byteCount
            memberByteCount[member, default: 0] -= entry.byteCount
            if entry.offered { offeredCount -= 1 }
            turnsGone[member, default: 0] += 1
        }
        // order-free: each queue is changed by itself.
        for (member, count) in turnsGone {
            queues[member]?.removeFirst(count) { leaving.contains($0.id) }
            if queues[member]?.isEmpty == true {
                queues[member] = nil
                memberByteCount[member] = nil
            }
        }
        turns.removeFirst(turnsGone.values.reduce(0, +)) { member in
            guard let left = turnsGone[member], left > 0 else { return false }
            turnsGone[member] = left - 1
            return true
        }
    }
}

extension Pool {
    /// The outcome of an admission; either way the id is the transaction's name from now on.
    package enum Admission: Equatable, Sendable {
        case admitted(TransactionID)
        /// The same transaction came before, perhaps under another signature.
        case alreadyHeld(TransactionID)
    }

    private struct Entry: Sendable {
        let transaction: VerifiedTransaction
        let byteCount: Int
        let arrival: UInt64
        var offered = false

        var id: TransactionID { transaction.id }
    }

    /// A transaction's place among its member's.
    private struct Place: Comparable, Sendable {
        let sequence: UInt64
        let arrival: UInt64
        let id: TransactionID

        static func < (left: Place, right: Place) -> Bool {
            (left.sequence, left.arrival) < (right.sequence, right.arrival)
        }
    }
}

/// The two rates of one member.
private struct MemberAllowance: Sendable {
    private var bytes: Allowance
    private var transactions: Allowance

    init(_ limits: PoolLimits, at now: Timestamp) {
        bytes = Allowance(
            perSecond: limits.memberBytesPerSecond,
            burst: limits.memberBytesPerSecond * limits.burstSeconds, at: now)
        transactions = Allowance(
            perSecond: limits.memberTransactionsPerSecond,
            burst: limits.memberTransactionsPerSecond * limits.burstSeconds, at: now)
    }

    mutating func take(
        bytes amount: Int64, of member: MemberID, at now: Timestamp
    ) throws(PoolRefusal) {
        bytes.refill(at: now)
        transactions.refill(at: now)
        let wait = max(bytes.wait(for: amount), transactions.wait(for: 1))
        guard wait == 0 else { throw .overQuota(member, retryAfterMilliseconds: wait) }
        bytes.spend(amount)
        transactions.spend(1)
    }
}

extension VerifiedTransaction {
    /// What the transaction takes in the pool and in a block.
    var poolByteCount: Int { signed.blockByteCount }
}

extension Array {
    /// The first index whose element satisfies a condition that holds for a tail of the array.
    fileprivate func partitioningIndex(where isInTail: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if isInTail(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Removes the first elements that satisfy a condition, of which there are at least `count`. Looks
    /// no further than the last of them: blocks take from the front, however much waits behind.
    fileprivate mutating func removeFirst(
        _ count: Int, where isLeaving: (Element) -> Bool
    ) {
        var (left, kept, index) = (count, 0, 0)
        while left > 0 {
            if isLeaving(self[index]) {
                left -= 1
            } else {
                if kept != index { swapAt(kept, index) }
                kept += 1
            }
            index += 1
        }
        removeSubrange(kept..<index)
    }
}
