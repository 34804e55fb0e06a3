/// What kind of fact a state key names.
///
/// 1 to 15 belong to the ledger itself; the rules of the field take theirs from 16 on, in one list
/// beside their leaf codecs.
package struct StateType: Hashable, Sendable {
    package let rawValue: UInt8

    package init(_ rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The chain's parameters; one leaf with an empty id.
    package static let parameters = StateType(1)
    /// A member of the registry; id is the member id.
    package static let member = StateType(2)
    /// Whose key this is; id is the key id.
    package static let key = StateType(3)
    /// ``ValidatorsLeaf``, the validators of the next height; one leaf with an empty id.
    package static let validators = StateType(4)
    /// The administrators and their quorum; one leaf with an empty id.
    package static let administrators = StateType(5)
    /// A transaction id that is spent until its expiry; id is the transaction id.
    package static let transaction = StateType(6)
    /// ``ValidatorsLeaf``, validators of earlier heights; id is the number of the set, in CBOR.
    package static let formerValidators = StateType(7)
    /// ``RulesLeaf``; one leaf with an empty id.
    package static let rules = StateType(8)
    /// ``EvidenceLeaf``; id is a number from 0 on, in CBOR.
    package static let evidence = StateType(9)
    /// The number of a record of evidence; id is [key id, height], or empty for how many there are.
    package static let evidenceNumber = StateType(10)
}
