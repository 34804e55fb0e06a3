import Crypto

/// A public key that may be registered: of the right length, canonical, and not of small order.
package struct PublicKey: Hashable, Sendable {
    package let algorithm: SignatureAlgorithm
    /// Ed25519: the 32 bytes of RFC 8032. P-256: 65 bytes, 0x04 ‖ x ‖ y (SEC 1 §2.3.3).
    package let bytes: Bytes

    /// Nil for bytes that no honest key has.
    package init?(algorithm: SignatureAlgorithm, bytes: Bytes) {
        switch algorithm {
        case .eddsa:
            guard StrictEd25519.allowsPoint(bytes[...]) else { return nil }
        case .es256:
            guard bytes.count == 65, bytes.first == 4,
                (try? P256.Signing.PublicKey(x963Representation: bytes)) != nil
            else { return nil }
        }
        self.algorithm = algorithm
        self.bytes = bytes
    }

    package var id: KeyID {
        KeyID(
            Digest(domain: .key, count: 2) { writer in
                writer.value(algorithm)
                writer.bytes(bytes)
            })
    }

    /// Whether the holder of the key signed the message.
    package func isValid(_ signature: Signature, over message: Bytes) -> Bool {
        switch algorithm {
        case .eddsa:
            guard StrictEd25519.allowsSignature(signature.bytes),
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
            else { return false }
            return key.isValidSignature(signature.bytes, for: message)
        case .es256:
            guard let key = try? P256.Signing.PublicKey(x963Representation: bytes),
                let ecdsa = try? P256.Signing.ECDSASignature(rawRepresentation: signature.bytes)
            else { return false }
            return key.isValidSignature(ecdsa, for: message)
        }
    }
}

extension PublicKey: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(algorithm)
        writer.bytes(bytes)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        try reader.array(count: 2)
        let algorithm = try SignatureAlgorithm(from: &reader)
        guard let key = PublicKey(algorithm: algorithm, bytes: try reader.bytes(max: 65)) else {
            throw CBORError(.invalid("a public key that may be registered"), at: offset)
        }
        self = key
    }
}
