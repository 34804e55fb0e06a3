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
    static let factsMax = 6

    package func value(for key: StateKey) throws(StateReadError) -> Bytes? {
        try state.value(for: key) { () throws(StorageError) in
            let place = StatePlace(key)
            let facts = try place.withPlaces { first, end throws(StorageError) in
                try read(place, from: first, before: end)
            }
            // Of what belongs to no lot, or to one with more facts than were read.
            guard let facts, facts.value != nil || facts.count < HeldState.factsMax else {
                return try StateRows.value(at: place, select)
            }
            return facts.value
        }
    }

    /// Whoever asks for one fact of a lot asks for the others next, and they lie beside it.
    private func read(
        _ place: StatePlace, from first: UnsafeRawBufferPointer, before end: UnsafeRawBufferPointer
    ) throws(StorageError) -> (count: Int, value: Bytes?) {
        var count = 0
        var value: Bytes?
        try selectLot.forEach(from: first, before: end, limit: HeldState.factsMax) {
            row throws(StorageError) in
            count += 1
            let other = try row.withBlob(0) { fact throws(StorageError) in
                fact.elementsEqual(place.bytes) ? nil : try StatePlace.key(at: fact)
            }
            guard let other else { return value = row.blob(1) }
            state.remember(row.blob(1), for: StateKey(other.type, other.id))
        }
        return (count, value)
    }
}
