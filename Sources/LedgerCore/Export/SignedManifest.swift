/// A manifest that somebody answers for: a COSE_Sign1 whose payload it is. Read, not verified.
///
/// Spec: RFC 9052 §4.2, §4.4; Docs/Spec/ExportCase.md §8.
package struct SignedManifest: Hashable, Sendable {
    package let manifest: ExportManifest
    package let algorithm: SignatureAlgorithm
    package let keyID: KeyID
    package let signature: Signature

    package init(signing manifest: ExportManifest, with key: PrivateKey) {
        self.manifest = manifest
        algorithm = key.publicKey.algorithm
        keyID = key.id
        signature = key.sign(
            SignedManifest.signedBytes(manifest, key.publicKey.algorithm, key.id))
    }

    /// Whether the holder of this key signed it.
    package func isSigned(by key: PublicKey) -> Bool {
        key.id == keyID && key.algorithm == algorithm
            && key.isValid(
                signature, over: SignedManifest.signedBytes(manifest, algorithm, keyID))
    }

    private static func protected(_ algorithm: SignatureAlgorithm, _ keyID: KeyID) -> Bytes {
        var writer = CBORWriter()
        writer.map { map in
            map.entry(1) { $0.value(algorithm) }
            map.entry(4) { $0.value(keyID) }
        }
        return writer.output
    }

    /// The payload begins with a domain of its own, so that this is never the signature of a transaction.
    private static func signedBytes(
        _ manifest: ExportManifest, _ algorithm: SignatureAlgorithm, _ keyID: KeyID
    ) -> Bytes {
        var writer = CBORWriter()
        writer.array(count: 4)
        writer.text("Signature1")
        writer.bytes(protected(algorithm, keyID))
        writer.bytes([])
        writer.bytes(manifest.encoded())
        return writer.output
    }
}

extension SignedManifest: CBORCodable {
    /// The tag of a COSE_Sign1. Spec: RFC 9052 §2.
    private static let tag: UInt64 = 18

    package func encode(into writer: inout CBORWriter) {
        writer.tag(SignedManifest.tag)
        writer.array(count: 4)
        writer.bytes(SignedManifest.protected(algorithm, keyID))
        writer.map { _ in }
        writer.bytes(manifest.encoded())
        writer.value(signature)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        try reader.require(
            try reader.tag() == SignedManifest.tag, "tag 18, COSE_Sign1", at: start)
        try reader.array(count: 4)
        var protected = try reader.embedded()
        var map = try protected.map()
        try protected.require(
            try protected.nextKey(in: &map) == 1, "an algorithm", at: protected.offset)
        algorithm = try protected.value(SignatureAlgorithm.self)
        try protected.require(
            try protected.nextKey(in: &map) == 4, "a key id", at: protected.offset)
        keyID = try protected.value(KeyID.self)
        try protected.require(map.remaining == 0, "no other header", at: protected.offset)
        try protected.finish()
        let unprotected = reader.offset
        try reader.require(
            try reader.map().remaining == 0, "an empty unprotected header", at: unprotected)
        var payload = try reader.embedded()
        manifest = try ExportManifest(from: &payload)
        try payload.finish()
        signature = try reader.value(Signature.self)
    }
}
