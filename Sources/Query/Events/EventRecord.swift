package import EPCIS
package import LedgerCore

/// An event as the index knows it: what it needs to be found, and where its bytes are.
package struct EventRecord: Hashable, Sendable {
    /// Its place among all events of the ledger, from 1.
    package let number: Int64
    package let eventID: String
    package let type: EPCISEvent.EventType
    /// As its reader sees it: the moment, or the beginning of the day.
    package let eventTime: Timestamp
    /// Minutes that the clocks were ahead of UTC where and when it happened.
    package let zoneMinutes: Int
    /// Block time.
    package let recordTime: Timestamp
    package let height: Height
    package let transaction: TransactionID
    /// The member in whose books it is: who said it, or for whom it was said.
    package let member: String
    /// Who said it for the member; nil where the member did.
    package let delegate: String?
    /// Where its bytes stand in the content of the transaction.
    package let range: Range<Int>
    /// `@context` that its prefixes need, as JSON; nil where GS1's own is enough.
    package let context: String?
    /// Whether it declares another event to be in error.
    package let isDeclaration: Bool
    /// Whether a later event declares it to be in error.
    package let isDeclared: Bool
    /// What its reader sees of it.
    package let sight: Sight

    /// Who signed it.
    package var signer: String { delegate ?? member }
}

/// A page of events, in the order asked for.
package struct EventPage: Equatable, Sendable {
    package let events: [EventRecord]
    /// Asks for the next page; nil after the last one.
    package let nextPageToken: String?
    /// The height whose events all pages of this answer are of.
    package let height: Height
}
