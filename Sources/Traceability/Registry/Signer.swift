package import LedgerCore

/// Who signs a transaction.
package enum Signer: Hashable, Sendable {
    case member(MemberLeaf)
    /// A validator in force, with its log key; for evidence alone.
    case validator(ValidatorRecord)
}

extension Registry {
    /// The key that a transaction's header names; nil for one that is not registered for the member whom
    /// the header names, so that nobody uses up what is another's.
    ///
    /// Whether it may sign this transaction at some height is for execution to judge.
    package static func signingKey(
        of header: TransactionHeader, in state: some StateReading
    ) throws(StateReadError) -> PublicKey? {
        if let leaf = try key(header.keyID, in: state) {
            return leaf.member == header.member ? leaf.key.key : nil
        }
        return try validator(signing: header, in: state)?.logKey
    }

    /// The validator that hands evidence in under its own name; nil where the transaction is another.
    package static func validator(
        signing header: TransactionHeader, in state: some StateReading
    ) throws(StateReadError) -> ValidatorRecord? {
        guard header.contentType == ContentType.evidence.rawValue,
            let validator = try validators(in: state)?[header.member],
            validator.logKey.id == header.keyID
        else { return nil }
        return validator
    }
}
