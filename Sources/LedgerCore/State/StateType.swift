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
    /// The validators in force; one leaf with an empty id.
    package static let validators = StateType(4)
    /// The administrators and their quorum; one leaf with an empty id.
    package static let administrators = StateType(5)
    /// A transaction id that is spent until its expiry; id is the transaction id.
    package static let transaction = StateType(6)
}
