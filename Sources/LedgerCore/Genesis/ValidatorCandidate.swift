/// A validator as it asks to be taken in: its record, and the proof that it has the keys.
///
/// Spec: Docs/Spec/Rules.md §10.
package struct ValidatorCandidate: Hashable, Sendable {
    package let record: ValidatorRecord
    /// By the consensus, log and cosigner key, in this order.
    package let signatures: [Signature]
    /// Of the key that the record names by its digest; nil where it names none.
    package let transport: TransportProof?

    /// A key for TLS and its signature.
    package struct TransportProof: Hashable, Sendable {
        package let key: PublicKey
        package let signature: Signature
    }

    /// - Parameters:
    ///   - consensus: as `log` and `cosigner`, the private key of the record by the same name.
    ///   - transport: the key for TLS, where the record names one.
    package init(
        _ record: ValidatorRecord, on chain: ChainID, consensus: PrivateKey, log: PrivateKey,
        cosigner: PrivateKey, transport: PrivateKey? = nil
    ) {
        let message = ValidatorCandidate.message(record, on: chain)
        self.record = record
        signatures = [consensus, log, cosigner].map { $0.sign(message) }
        self.transport = transport.map {
            TransportProof(key: $0.publicKey, signature: $0.sign(message))
        }
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
    package func unprovenKey(on chain: ChainID) -> KeyID? {
        let message = ValidatorCandidate.message(record, on: chain)
        for (use, signature) in zip(record.keysByPurpose, signatures)
        where !use.key.isValid(signature, over: message) {
            return use.key.id
        }
        switch (record.tlsKeyDigest, transport) {
        case (nil, nil): return nil
        case (nil, let proof?): return KeyID(proof.key.subjectDigest)
        case (let digest?, nil): return KeyID(digest)
        case (let digest?, let proof?):
            // Peers speak TLS with Ed25519 alone.
            let holds =
                proof.key.algorithm == .eddsa && proof.key.subjectDigest == digest
                && proof.key.isValid(proof.signature, over: message)
            return holds ? nil : KeyID(digest)
        }
    }
}

extension ValidatorCandidate: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.value(record)
        writer.array(signatures)
        writer.optional(transport)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        record = try reader.value(ValidatorRecord.self)
        let start = reader.offset
        signatures = try reader.array(of: Signature.self, max: 3)
        try reader.require(signatures.count == 3, "a signature by each of three keys", at: start)
        transport = try reader.optional(TransportProof.self)
    }
}

extension ValidatorCandidate.TransportProof: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(key)
        writer.value(signature)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        key = try reader.value(PublicKey.self)
        signature = try reader.value(Signature.self)
    }
}
