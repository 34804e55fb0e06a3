package import EPCIS
package import LedgerCore

/// What came of a block.
package struct BlockExecution: Sendable {
    /// One a transaction; their root stands in the header.
    package let outcomes: [Outcome]
    /// One a transaction; for projections, not hashed.
    package let effects: [TransactionEffects]
}

/// What one transaction did.
package struct TransactionEffects: Sendable {
    package let id: TransactionID
    package let member: MemberID
    package let content: Content

    package enum Content: Sendable {
        /// Refused as a whole: nothing.
        case nothing
        /// The document, and what became of its events in their order.
        case capture(EPCISDocument, [EventEffect])
        case governance([GovernanceChange])
        /// The records that were added.
        case evidence([EvidenceLeaf])
    }

    package init(id: TransactionID, member: MemberID, content: Content) {
        self.id = id
        self.member = member
        self.content = content
    }
}

/// What became of one event.
package struct EventEffect: Sendable {
    /// Where it stands among the events of the bytes.
    package let index: UInt32
    package let result: Result

    package enum Result: Sendable {
        case accepted(AcceptedEvent)
        case refused(Refusal)
    }

    package init(index: UInt32, result: Result) {
        self.index = index
        self.result = result
    }
}

/// An event that counts.
package struct AcceptedEvent: Sendable {
    /// Where it stands in the document's `events`.
    package let documentIndex: Int
    /// Its own id, or the one it was given.
    package let eventID: String
    package let isDeclaration: Bool
    /// For whom it was recorded; nil for the one who signed it.
    package let principal: MemberID?
    package let postings: [Posting]

    package init(
        documentIndex: Int, eventID: String, isDeclaration: Bool, principal: MemberID? = nil,
        postings: [Posting]
    ) {
        self.documentIndex = documentIndex
        self.eventID = eventID
        self.isDeclaration = isDeclaration
        self.principal = principal
        self.postings = postings
    }
}
