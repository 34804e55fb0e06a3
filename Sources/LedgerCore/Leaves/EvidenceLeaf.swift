/// That a validator broke a rule of the agreement, as the ledger has it on record.
///
/// Spec: Docs/Spec/Rules.md §12.
package struct EvidenceLeaf: Hashable, Sendable {
    package let kind: Evidence.Kind
    /// Its name when it was a validator of the height.
    package let validator: MemberID
    /// The consensus key that signed.
    package let key: KeyID
    /// Where the rule was broken.
    package let height: Height
    package let round: Round
    /// The transaction whose content proves it.
    package let transaction: Digest
    /// The block with that transaction.
    package let recordedAt: Height

    package init(
        kind: Evidence.Kind, validator: MemberID, key: KeyID, height: Height, round: Round,
        transaction: Digest, recordedAt: Height
    ) {
        self.kind = kind
        self.validator = validator
        self.key = key
        self.height = height
        self.round = round
        self.transaction = transaction
        self.recordedAt = recordedAt
    }
}

extension EvidenceLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 7)
        writer.unsigned(kind.rawValue)
        writer.value(validator)
        writer.value(key)
        writer.value(height)
        writer.value(round)
        writer.value(transaction)
        writer.value(recordedAt)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 7)
        let start = reader.offset
        guard let kind = Evidence.Kind(rawValue: try reader.unsigned()) else {
            throw CBORError(.invalid("a kind of evidence from 1 to 3"), at: start)
        }
        self.kind = kind
        validator = try reader.value(MemberID.self)
        key = try reader.value(KeyID.self)
        height = try reader.value(Height.self)
        round = try reader.value(Round.self)
        transaction = try reader.value(Digest.self)
        recordedAt = try reader.value(Height.self)
    }
}
