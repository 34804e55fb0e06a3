import Consensus
import LedgerCore

/// Signatures that cost nothing: a checksum of key and message. Whoever has the source can forge them;
/// no scenario does.
struct FakeSigner: MessageSigner {
    let key: PublicKey

    init(_ number: Int) {
        key = FakeSigner.key(number)
    }

    /// Bytes that pass for an Ed25519 key.
    static func key(_ number: Int) -> PublicKey {
        let bytes: Bytes = [UInt8(number + 2)] + Bytes(repeating: 7, count: 31)
        guard let key = PublicKey(algorithm: .eddsa, bytes: bytes) else {
            preconditionFailure("bytes of the right form")
        }
        return key
    }

    var keyID: KeyID { key.id }

    func sign(_ message: AgreementMessage) -> SignedMessage {
        SignedMessage(
            message: message, signer: keyID,
            signature: FakeSigner.signature(over: message.encoded(), by: key))
    }

    static func signature(over bytes: Bytes, by key: PublicKey) -> Signature {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(key.bytes[0])
        bytes.withUnsafeBufferPointer { buffer in
            for byte in buffer { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        var output = Bytes(repeating: key.bytes[0], count: Signature.byteCount)
        for index in 0..<8 { output[index] = UInt8(truncatingIfNeeded: hash >> (8 * index)) }
        guard let signature = Signature(bytes: output) else {
            preconditionFailure("64 bytes are a signature")
        }
        return signature
    }
}

struct FakeVerifier: MessageVerifier {
    func isValid(_ signature: Signature, over bytes: Bytes, by key: PublicKey) -> Bool {
        signature == FakeSigner.signature(over: bytes, by: key)
    }
}

/// A signer whose key cannot be reached.
struct BrokenSigner: MessageSigner {
    let keyID: KeyID

    func sign(_ message: AgreementMessage) throws(SigningFailure) -> SignedMessage {
        throw SigningFailure(reason: "no token in the slot")
    }
}
