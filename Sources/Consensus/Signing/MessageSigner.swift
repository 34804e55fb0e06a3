package import LedgerCore

/// Whoever holds the validator's key.
package protocol MessageSigner: Sendable {
    var keyID: KeyID { get }

    /// Signs what the replica has decided to say.
    ///
    /// - Throws: when the key cannot be reached. The validator then abstains from this vote, and the
    ///   network goes on without it.
    func sign(_ message: AgreementMessage) throws(SigningFailure) -> SignedMessage
}

/// A signer did not sign.
package struct SigningFailure: Error, Equatable, Sendable {
    /// For the operator.
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// A key that this process holds.
package struct KeySigner: MessageSigner {
    private let key: PrivateKey

    package init(_ key: PrivateKey) {
        self.key = key
    }

    package var keyID: KeyID { key.id }

    package func sign(_ message: AgreementMessage) -> SignedMessage {
        SignedMessage(signing: message, with: key)
    }
}

/// Whoever can tell a signature from noise.
package protocol MessageVerifier: Sendable {
    /// Whether the holder of the key signed these bytes, the encoding of an `AgreementMessage`.
    func isValid(_ signature: Signature, over bytes: Bytes, by key: PublicKey) -> Bool
}

/// Strict signatures, as every chain uses them.
package struct StrictVerifier: MessageVerifier {
    package init() {}

    package func isValid(_ signature: Signature, over bytes: Bytes, by key: PublicKey) -> Bool {
        key.isValid(signature, over: bytes)
    }
}
