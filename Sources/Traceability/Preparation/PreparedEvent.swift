package import EPCIS
package import LedgerCore

/// An event of a capture, ready to be judged: all of it that needs no state.
package struct PreparedEvent: Sendable {
    /// Its own id, or the CBV hash for an event that came without one.
    package let eventID: String
    package let eventTime: Timestamp
    package let isDeclaration: Bool
    package let meaning: EventMeaning
    package let meaningDigest: Digest
    /// What an event under version 4 of the rules is known by.
    let wholeDigest: Digest
    /// What an event under version 5 is known by.
    let custodyDigest: Digest
    let key: StateKey
    /// One a movement.
    private(set) var references: [StockReference]

    package init(_ event: EPCISEvent, member: MemberID) throws(MeaningError) {
        eventID = event.eventID ?? EventHash.id(of: event)
        eventTime = Timestamp(milliseconds: event.eventTime.milliseconds)
        isDeclaration = event.errorDeclaration != nil
        meaning = try EventMeaning(of: event)
        meaningDigest = meaning.digest
        wholeDigest = meaning.wholeDigest(meaningDigest)
        custodyDigest = meaning.custodyDigest(wholeDigest)
        key = .event(eventID)
        references = PreparedEvent.references(of: meaning, member)
    }

    /// The same event in the books of another member.
    func inBooks(of member: MemberID) -> PreparedEvent {
        var event = self
        event.references = PreparedEvent.references(of: meaning, member)
        return event
    }

    private static func references(
        of meaning: EventMeaning, _ member: MemberID
    ) -> [StockReference] {
        meaning.movements.map { movement in
            StockReference(
                lot: movement.lot.text, isItem: movement.isItem, unit: movement.unit,
                lotKey: .lot(movement.lot.text), member: member)
        }
    }
}
