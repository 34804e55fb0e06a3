package import LedgerCore

/// What whoever asked for a case may read of its events: the one place where rules of reading meet it.
///
/// Spec: Docs/Spec/ExportCase.md §7.
package struct ExportReader: Sendable {
    /// The bytes of an event as this reader may see them; nil for an event that is not for it.
    package let event: @Sendable (EventRecord, Bytes) -> Bytes?
    /// Whether the whole content of a transaction, in which these events stand, may be handed out.
    package let content: @Sendable (TransactionID, [EventRecord]) -> Bool

    package init(
        event: @escaping @Sendable (EventRecord, Bytes) -> Bytes?,
        content: @escaping @Sendable (TransactionID, [EventRecord]) -> Bool
    ) {
        self.event = event
        self.content = content
    }

    /// One from whom nothing is kept.
    package static let everything = ExportReader(
        event: { _, bytes in bytes }, content: { _, _ in true })
}
