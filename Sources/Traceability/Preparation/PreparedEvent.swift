package import EPCIS
package import LedgerCore

/// An event of a capture, ready to be judged: all of it that needs no state.
///
/// A class, so that whoever judges it shares what was prepared: there is much of it to copy.
package final class PreparedEvent: Sendable {
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
    let references: [StockReference]

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
        PreparedEvent(self, in: member)
    }

    private init(_ event: PreparedEvent, in member: MemberID) {
        eventID = event.eventID
        eventTime = event.eventTime
        isDeclaration = event.isDeclaration
        meaning = event.meaning
        meaningDigest = event.meaningDigest
        wholeDigest = event.wholeDigest
        custodyDigest = event.custodyDigest
        key = event.key
        references = PreparedEvent.references(of: meaning, member)
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
