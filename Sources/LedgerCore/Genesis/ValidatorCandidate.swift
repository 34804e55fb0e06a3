/// A validator as it asks to be taken in: its record, and the proof that it has the keys.
///
/// Spec: Docs/Spec/Rules.md §10.
package struct ValidatorCandidate: Hashable, Sendable {
    package let record: ValidatorRecord
    /// By the consensus, log and cosigner key, in this order.
    package let signatures: [Signature]

    /// - Parameter keys: the private keys of the record, by the same names.
    package init(
        _ record: ValidatorRecord, on chain: ChainID, consensus: PrivateKey, log: PrivateKey,
        cosigner: PrivateKey
    ) {
        let message = ValidatorCandidate.message(record, on: chain)
        self.record = record
        signatures = [consensus, log, cosigner].map { $0.sign(message) }
    }

    /// What the keys sign.
    package static func message(_ record: ValidatorRecord, on chain: ChainID) -> Bytes {
        var writer = CBORWriter()
        writer.array(.validatorCandidate, count: 2)
        writer.value(chain)
        writer.value(record)
        return writer.output
    }

    /// The first key that did not sign; nil when all did.
    package func unprovenKey(on chain: ChainID) -> PublicKey? {
        let message = ValidatorCandidate.message(record, on: chain)
        for (use, signature) in zip(record.keysByPurpose, signatures)
        where !use.key.isValid(signature, over: message) {
            return use.key
        }
        return nil
    }
}

extension ValidatorCandidate: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(record)
        writer.array(signatures)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        record = try reader.value(ValidatorRecord.self)
        let start = reader.offset
        signatures = try reader.array(of: Signature.self, max: 3)
        try reader.require(signatures.count == 3, "a signature by each of three keys", at: start)
    }
}
