import Crypto

/// A key that signs. Its secret is in no description, dump or encoding of it.
package struct PrivateKey: Sendable {
    package let publicKey: PublicKey
    private let secret: Secret

    private enum Secret: Sendable {
        case ed25519(Curve25519.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
    }

    /// The key that these 32 secret bytes make: an Ed25519 seed, or a P-256 scalar in big-endian.
    ///
    /// Nil for another length, and for a P-256 scalar that is zero or not below the group order.
    package init?(algorithm: SignatureAlgorithm, seed: Bytes) {
        let publicBytes: Bytes
        switch algorithm {
        case .eddsa:
            guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
                return nil
            }
            secret = .ed25519(key)
            publicBytes = Bytes(key.publicKey.rawRepresentation)
        case .es256:
            guard let key = try? P256.Signing.PrivateKey(rawRepresentation: seed) else {
                return nil
            }
            secret = .p256(key)
            publicBytes = Bytes(key.publicKey.x963Representation)
        }
        guard let publicKey = PublicKey(algorithm: algorithm, bytes: publicBytes) else {
            return nil
        }
        self.publicKey = publicKey
    }

    package var id: KeyID { publicKey.id }

    /// A signature over the message. Ed25519 gives the same one each time, P-256 does not.
    package func sign(_ message: Bytes) -> Signature {
        let bytes: Bytes?
        switch secret {
        case .ed25519(let key): bytes = (try? key.signature(for: message)).map(Bytes.init)
        case .p256(let key):
            bytes = (try? key.signature(for: message)).map { Bytes($0.rawRepresentation) }
        }
        guard let bytes, let signature = Signature(bytes: bytes) else {
            preconditionFailure("a key that was made cannot fail to sign")
        }
        return signature
    }
}

extension PrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "private key of \(id)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey.id]) }
}
