import enum Crypto.Curve25519
import Foundation
package import LedgerCore

/// The key that proves to peers which node is speaking: `keys/tls.key`, an Ed25519 key with no other
/// purpose.
///
/// The registry names it by the digest of its subject public key info; whatever else a certificate
/// says, its dates first of all, means nothing.
package struct TransportKey: Sendable {
    package static let fileName = "tls.key"

    let secret: Curve25519.Signing.PrivateKey
    package let publicKey: PublicKey

    /// Nil for what is no Ed25519 seed of 32 bytes.
    package init?(seed: Bytes) {
        guard let secret = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed),
            let publicKey = PrivateKey(algorithm: .eddsa, seed: seed)?.publicKey
        else { return nil }
        self.secret = secret
        self.publicKey = publicKey
    }

    /// What peers know the node by.
    package var digest: Digest { publicKey.subjectDigest }
}

extension TransportKey {
    /// The key of a home; on a demo chain the derived one of the named validator.
    ///
    /// - Returns: Nil for a home without one: such a node talks to nobody.
    /// - Throws: `KeyFile.Fault` for a file that cannot be read, lies open, or holds another kind of key.
    static func find(
        in directory: String, named name: MemberID?, demo: DemoKeys?, genesis: Genesis
    ) throws(KeyFile.Fault) -> TransportKey? {
        let path = directory + "/" + fileName
        if FileManager.default.fileExists(atPath: path) {
            let (algorithm, seed) = try KeyFile.secret(path)
            guard algorithm == .eddsa, let key = TransportKey(seed: seed) else {
                throw .malformed(path: path)
            }
            return key
        }
        guard let demo, let name else { return nil }
        return TransportKey(seed: demo.secret(.tls, name.text))
    }
}
