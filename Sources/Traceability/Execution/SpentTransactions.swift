import LedgerCore

/// Ids that were decided and may not be decided again before they expire.
///
/// Spec: Docs/Spec/Rules.md §8.
enum SpentTransactions {
    private static let hourMilliseconds: Int64 = 3_600_000
    /// Ids that a block without transactions removes at most.
    private static let sweptMin = 64
    private static let cursorKey = StateKey(.expirySweep, Bytes())

    /// Spends an id until its expiry; false when it is spent already.
    static func spend(
        _ id: TransactionID, until expiry: Timestamp, state: inout StateOverlay
    ) throws(StateReadError) -> Bool {
        let spentKey = StateKey.spent(id.digest)
        guard try state.value(for: spentKey) == nil else { return false }
        let hourKey = key(ofHour: hour(of: expiry))
        let previous = try state.leaf(Digest.self, at: hourKey)
        let leaf = SpentTransactionLeaf(expiry: expiry, previous: previous)
        state.set(leaf.encoded(), for: spentKey)
        state.set(id.digest.encoded(), for: hourKey)
        return true
    }

    /// Removes ids whose hour of expiry is over; bounded, so that no block pays for a long silence.
    ///
    /// A crash cannot leave half a sweep behind: it commits with its block.
    static func sweep(
        before time: Timestamp, transactions: Int, state: inout StateOverlay
    ) throws(StateReadError) {
        let now = hour(of: time)
        let stored = try state.leaf(Timestamp.self, at: cursorKey)?.milliseconds
        var cursor = stored ?? now
        var budget = sweptMin + 2 * transactions
        while cursor < now, budget > 0 {
            let isEmpty = try sweep(hour: cursor, budget: &budget, state: &state)
            guard isEmpty else { break }
            cursor += 1
            budget -= 1
        }
        if cursor != stored {
            state.set(Timestamp(milliseconds: cursor).encoded(), for: cursorKey)
        }
    }

    /// Removes what the budget allows of one hour, newest first; whether nothing is left of it.
    private static func sweep(
        hour: Int64, budget: inout Int, state: inout StateOverlay
    ) throws(StateReadError) -> Bool {
        let hourKey = key(ofHour: hour)
        guard var next = try state.leaf(Digest.self, at: hourKey) else { return true }
        while budget > 0 {
            let leaf = try state.leaf(SpentTransactionLeaf.self, at: .spent(next))
            state.set(nil, for: .spent(next))
            budget -= 1
            guard let previous = leaf?.previous else {
                state.set(nil, for: hourKey)
                return true
            }
            next = previous
        }
        state.set(next.encoded(), for: hourKey)
        return false
    }

    /// Hours since 1970, rounded down.
    private static func hour(of time: Timestamp) -> Int64 {
        let (quotient, remainder) = time.milliseconds.quotientAndRemainder(
            dividingBy: hourMilliseconds)
        return remainder < 0 ? quotient - 1 : quotient
    }

    private static func key(ofHour hour: Int64) -> StateKey {
        var writer = CBORWriter()
        writer.signed(hour)
        return StateKey(.expiryHour, writer.output)
    }
}
