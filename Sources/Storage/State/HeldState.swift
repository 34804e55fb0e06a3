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
                state: self, select: try PreparedStatement(database, StateRows.selectValue))
            return Result { try body(held) }
        }.get()
    }
}

/// The committed state while its connection is held; worthless afterwards.
package struct HeldState: StateReading {
    fileprivate let state: CommittedState
    fileprivate let select: PreparedStatement

    package func value(for key: StateKey) throws(StateReadError) -> Bytes? {
        try state.value(for: key) { () throws(StorageError) in
            try StateRows.value(for: key, select)
        }
    }
}
