/// A value that is on disk: a crash after this cannot make the node forget that it said it.
///
/// Only a `DurableLog` makes one, by writing it. So a vote that was not written cannot be sent.
package struct Durable<Value: Sendable>: Sendable {
    package let value: Value

    fileprivate init(written value: Value) {
        self.value = value
    }
}

/// Somewhere that a value survives a crash.
package protocol DurableLog<Record> {
    associatedtype Record: Sendable
    associatedtype Failure: Error

    /// Writes the record, and returns once it is on stable storage.
    ///
    /// A crash inside leaves the record there whole, or not at all.
    func write(_ record: Record) throws(Failure)
}

extension DurableLog {
    /// Writes a record and gives it back as one that may be acted on.
    package func record(_ record: Record) throws(Failure) -> Durable<Record> {
        try write(record)
        return Durable(written: record)
    }
}

/// A log that says after a start what it held before.
package protocol RecoverableLog<Record>: DurableLog {
    /// What was written and still counts, as one record; nil for a log without any.
    func read() throws(Failure) -> Record?
}

extension RecoverableLog {
    /// What was written before the start, as one that may be acted on: it is on disk.
    package func recovered() throws(Failure) -> Durable<Record>? {
        guard let record = try read() else { return nil }
        return Durable(written: record)
    }
}
