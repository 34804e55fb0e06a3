package import LedgerCore

extension CommittedState {
    /// Runs what reads many values, in one access to the connection: taking it for each costs a fifth of the
    /// value.
    ///
    /// - Parameter body: asks nothing of the ledger but this state; the connection that writes is held.
    /// - Throws: `StorageError`, and what `body` throws.
    package func hold<Value>(_ body: (HeldState) throws -> Value) throws -> Value {
        try read { database throws(StorageError) in
            let held = HeldState(
                state: self, select: try PreparedStatement(database, StateRows.selectValue),
                selectLot: try PreparedStatement(database, StateRows.selectRange))
            return Result { try body(held) }
        }.get()
    }
}

/// The committed state while its connection is held; worthless afterwards.
package struct HeldState: StateReading {
    fileprivate let state: CommittedState
    fileprivate let select: PreparedStatement
    fileprivate let selectLot: PreparedStatement

    /// Facts of a lot that are read at once: most lots have no more, and others not all of theirs.
    private static let factsMax = 6

    package func value(for key: StateKey) throws(StateReadError) -> Bytes? {
        try state.value(for: key) { () throws(StorageError) in
            let place = StatePlace(key)
            guard let lot = place.lot else { return try StateRows.value(at: place, select) }
            return try value(at: place, of: lot)
        }
    }

    /// Whoever asks for one fact of a lot asks for the others next, and they lie beside it.
    private func value(
        at place: StatePlace, of lot: (first: Bytes, end: Bytes)
    ) throws(StorageError) -> Bytes? {
        let facts = try StateRows.rows(in: lot, limit: HeldState.factsMax, selectLot)
        var value: Bytes?
        for fact in facts {
            guard fact.place != place else {
                value = fact.value
                continue
            }
            let (type, id) = try fact.place.key()
            state.remember(fact.value, for: StateKey(type, id))
        }
        guard value == nil, facts.count == HeldState.factsMax else { return value }
        return try StateRows.value(at: place, select)
    }
}
