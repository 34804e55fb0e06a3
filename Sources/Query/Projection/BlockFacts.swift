package import EPCIS
package import LedgerCore

/// What a committed block means to the index.
package struct BlockFacts: Sendable {
    package let height: Height
    package let time: Timestamp
    /// Captures that were accepted, in order.
    package let captures: [CaptureFacts]
    /// Accounts, consignments, gaps, origins and custody as the block left them.
    package let balances: [StateChange]

    package init(
        height: Height, time: Timestamp, captures: [CaptureFacts], balances: [StateChange]
    ) {
        self.height = height
        self.time = time
        self.captures = captures
        self.balances = balances
    }
}

/// An accepted capture.
package struct CaptureFacts: Sendable {
    package let transaction: TransactionID
    /// From 0, within the block.
    package let position: UInt64
    package let member: MemberID
    package let document: EPCISDocument
    package let effect: CaptureEffect

    package init(
        transaction: TransactionID, position: UInt64, member: MemberID, document: EPCISDocument,
        effect: CaptureEffect
    ) {
        self.transaction = transaction
        self.position = position
        self.member = member
        self.document = document
        self.effect = effect
    }
}

/// What execution said of a capture, beyond its bytes.
package struct CaptureEffect: Equatable, Sendable {
    /// Accepted events in the order of the document.
    package let events: [AcceptedEventFacts]

    package init(events: [AcceptedEventFacts]) {
        self.events = events
    }
}

/// An accepted event.
package struct AcceptedEventFacts: Equatable, Sendable {
    /// Where it stands among the sound events of the document.
    package let documentIndex: Int
    /// Its own id, or the one it was given.
    package let eventID: String
    package let isDeclaration: Bool
    /// For whom it was recorded; nil for the member who signed it.
    package let principal: MemberID?
    package let postings: [PostingFacts]

    package init(
        documentIndex: Int, eventID: String, isDeclaration: Bool, principal: MemberID? = nil,
        postings: [PostingFacts]
    ) {
        self.documentIndex = documentIndex
        self.eventID = eventID
        self.isDeclaration = isDeclaration
        self.principal = principal
        self.postings = postings
    }
}

/// What an event did to one stock.
package struct PostingFacts: Equatable, Sendable {
    /// `created`, `consumed:sold`, `shipped`, `received`, `taken_back`, `disputed`,
    /// `declared`.
    package let cause: String
    /// Who the goods went to or came from, where the event says: a member id, or the key of a party.
    package let counterparty: String?
    /// Key of the lot.
    package let lot: String
    package let holder: MemberID
    package let unit: SmallestUnit
    package let stock: Stock
    package let isInflow: Bool

    package init(
        cause: String, counterparty: String?, lot: String, holder: MemberID, unit: SmallestUnit,
        stock: Stock, isInflow: Bool
    ) {
        self.cause = cause
        self.counterparty = counterparty
        self.lot = lot
        self.holder = holder
        self.unit = unit
        self.stock = stock
        self.isInflow = isInflow
    }
}
