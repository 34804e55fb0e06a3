import Foundation
import LedgerCore
import NIOCore
import NIOSSL
import SwiftASN1
import X509

/// TLS 1.3 between nodes, in which a key is all that counts.
///
/// Each side shows a certificate that it signed itself; the other side compares the digest of its key
/// with the registry's and looks at nothing else. TLS proves that the key is held.
///
/// Spec: RFC 8446; Docs/Spec/Consensus.md §11.
struct PeerTLS: Sendable {
    private let chain: [NIOSSLCertificateSource]
    private let key: NIOSSLPrivateKeySource

    /// - Throws: where the libraries make no certificate of the key, which a sound one does not cause.
    init(_ key: TransportKey) throws {
        let secret = Certificate.PrivateKey(key.secret)
        let name = try DistinguishedName { CommonName("daftar node") }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(1), publicKey: secret.publicKey,
            // Nobody looks at the dates.
            notValidBefore: Date(timeIntervalSince1970: 0),
            notValidAfter: Date(timeIntervalSince1970: 32_503_680_000),
            issuer: name, subject: name, signatureAlgorithm: .ed25519,
            extensions: Certificate.Extensions {}, issuerPrivateKey: secret)
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        chain = [
            .certificate(try NIOSSLCertificate(bytes: serializer.serializedBytes, format: .der))
        ]
        self.key = .privateKey(
            try NIOSSLPrivateKey(
                bytes: Array(try secret.serializeAsPEM().pemString.utf8), format: .pem))
    }

    func server() -> TLSConfiguration {
        configured(.makeServerConfiguration(certificateChain: chain, privateKey: key))
    }

    func client() -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateChain = chain
        configuration.privateKey = key
        return configured(configuration)
    }

    private func configured(_ base: TLSConfiguration) -> TLSConfiguration {
        var configuration = base
        configuration.minimumTLSVersion = .tlsv13
        // A certificate is asked for; what it must be, the callback of each side says.
        configuration.certificateVerification = .noHostnameVerification
        configuration.signingSignatureAlgorithms = [.ed25519]
        configuration.verifySignatureAlgorithms = [.ed25519]
        // A peer that is gone says no farewell; the length of a message does not depend on it.
        configuration.shutdownTimeout = .milliseconds(200)
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }

    /// The digest of the key in the certificate that a peer showed; nil where it showed none.
    static func digest(of certificate: NIOSSLCertificate?) -> Digest? {
        guard let bytes = try? certificate?.extractPublicKey().toSPKIBytes() else { return nil }
        return Digest(hashing: bytes)
    }

    /// Succeeds for a key that `isKnown` knows.
    static func verification(
        _ isKnown: @escaping @Sendable (Digest) -> Bool
    ) -> @Sendable ([NIOSSLCertificate], EventLoopPromise<NIOSSLVerificationResult>) -> Void {
        { certificates, promise in
            let digest = digest(of: certificates.first)
            promise.succeed(digest.map(isKnown) == true ? .certificateVerified : .failed)
        }
    }
}
