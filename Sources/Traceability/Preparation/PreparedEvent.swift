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
    let key: StateKey
    /// One a movement.
    let references: [StockReference]

    package init(_ event: EPCISEvent, member: MemberID) throws(MeaningError) {
        eventID = event.eventID ?? EventHash.id(of: event)
        eventTime = Timestamp(milliseconds: event.eventTime.milliseconds)
        isDeclaration = event.errorDeclaration != nil
        meaning = try EventMeaning(of: event)
        meaningDigest = meaning.digest
        key = .event(eventID)
        references = meaning.movements.map { movement in
            StockReference(
                lot: movement.lot.text, isItem: movement.isItem, unit: movement.unit,
                lotKey: .lot(movement.lot.text), member: member)
        }
    }
}
