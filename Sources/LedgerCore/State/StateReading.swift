/// Somewhere that state can be read from: the committed state on disk, or an overlay on it.
package protocol StateReading {
    /// The value of a key, or nil where there is none.
    ///
    /// - Throws: `StateReadError` when the state below cannot be read. That is no fact about the
    ///   key: whoever gets it stops rather than going on as if the key were absent.
    func value(for key: StateKey) throws(StateReadError) -> Bytes?
}

/// The state could not be read: a disk error, or a row that does not decode.
package struct StateReadError: Error, Equatable, Sendable {
    /// What failed, for the operator.
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// The state before the first block.
package struct EmptyState: StateReading, Sendable {
    package init() {}

    package func value(for key: StateKey) throws(StateReadError) -> Bytes? { nil }
}
