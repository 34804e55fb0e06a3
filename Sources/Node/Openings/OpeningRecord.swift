package import EPCIS
package import LedgerCore

/// A private value as its owner's node keeps it.
package struct OpeningRecord: Hashable, Sendable {
    /// Who recorded the event, and whose value it is.
    package let member: MemberID
    package let eventID: String
    package let opening: FieldOpening
    /// Parties that may read it beside its owner, as ``Party/text(of:)`` writes them.
    package let readers: [String]
    /// Milliseconds since 1970.
    package let createdAt: Int64
}

/// That a value was forgotten: all that is left of it.
package struct ErasureRecord: Hashable, Sendable {
    package let member: MemberID
    package let eventID: String
    package let pointer: String
    package let commitment: Digest
    package let reason: String
    /// Milliseconds since 1970.
    package let erasedAt: Int64
}

/// Why openings cannot be read, or are not erased.
package enum OpeningsError: Error, Hashable, Sendable {
    case noSuchOpening(eventID: String, pointer: String?)
    /// 1 to 500 bytes.
    case badReason
    case damaged(reason: String)
    /// The values are gone from the tables; the log beside the file is read by somebody and may still
    /// hold them.
    case logInUse
}
