/// A transaction without its content: a COSE_Sign1 whose payload is the content's digest.
///
/// Read, not verified. It is what the log keeps for ever, so its bytes are kept as they came.
///
/// Spec: RFC 9052 §4.2; Docs/Spec/Encoding.md §4.
package struct TransactionEnvelope: Sendable {
    /// A C2SP log entry may not be larger. Spec: tlog-tiles, entry bundles.
    package static let byteCountMax = 65_535

    package let header: TransactionHeader
    /// SHA-256 of the content.
    package let contentDigest: Digest
    package let signature: Signature
    package let id: TransactionID
    /// The envelope exactly as it was signed and sent.
    package let bytes: Bytes
    /// What the signature is over.
    let signedBytes: Bytes

    /// Reads an envelope.
    ///
    /// - Throws: where the bytes are not exactly one envelope in deterministic CBOR.
    package init(bytes: Bytes) throws(CBORError) {
        guard bytes.count <= TransactionEnvelope.byteCountMax else {
            throw CBORError(
                .invalid("at most \(TransactionEnvelope.byteCountMax) bytes"), at: 0)
        }
        var reader = CBORReader(bytes)
        try reader.require(try reader.tag() == coseSign1, "tag 18, COSE_Sign1", at: 0)
        try reader.array(count: 4)
        var protected = try reader.embedded()
        let protectedBytes = bytes[protected.offset..<reader.offset]
        header = try TransactionHeader(from: &protected)
        try protected.finish()
        let unprotected = reader.offset
        try reader.require(
            try reader.map().remaining == 0, "an empty unprotected header", at: unprotected)
        contentDigest = try Digest(from: &reader)
        signature = try Signature(from: &reader)
        try reader.finish()
        signedBytes = sigStructure(protected: Array(protectedBytes), payload: contentDigest)
        id = TransactionID(Digest(hashing: signedBytes))
        self.bytes = bytes
    }

    /// Signs content under a header that names this key.
    init(header: TransactionHeader, contentDigest: Digest, key: PrivateKey) {
        precondition(header.keyID == key.id, "the header names the key that signs")
        let protected = header.encoded()
        let signedBytes = sigStructure(protected: protected, payload: contentDigest)
        let signature = key.sign(signedBytes)
        var writer = CBORWriter()
        writer.tag(coseSign1)
        writer.array(count: 4)
        writer.bytes(protected)
        writer.map { _ in }
        writer.value(contentDigest)
        writer.value(signature)
        self.header = header
        self.contentDigest = contentDigest
        self.signature = signature
        self.signedBytes = signedBytes
        id = TransactionID(Digest(hashing: signedBytes))
        bytes = writer.output
    }
}

extension TransactionEnvelope: Hashable {
    package static func == (left: TransactionEnvelope, right: TransactionEnvelope) -> Bool {
        left.bytes == right.bytes
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(id)
    }
}

/// The tag of a COSE_Sign1. Spec: RFC 9052 §2.
private let coseSign1: UInt64 = 18

/// The bytes that a COSE signature is over. Spec: RFC 9052 §4.4.
private func sigStructure(protected: Bytes, payload: Digest) -> Bytes {
    var writer = CBORWriter()
    writer.array(count: 4)
    writer.text("Signature1")
    writer.bytes(protected)
    writer.bytes([])
    writer.value(payload)
    return writer.output
}
