import Consensus
import LedgerCore

/// Signatures that cost nothing: a checksum of key and message. Whoever has the source can forge them;
/// nobody in a simulation tries more than to guess.
struct FakeSigner: MessageSigner {
    let key: PublicKey
    let keyID: KeyID

    init(_ number: Int) {
        let bytes: Bytes = [UInt8(number + 2)] + Bytes(repeating: 7, count: 31)
        guard let key = PublicKey(algorithm: .eddsa, bytes: bytes) else {
            preconditionFailure("bytes of the right form")
        }
        self.key = key
        keyID = key.id
    }

    func sign(_ message: AgreementMessage) -> SignedMessage {
        let checksum = FakeSigner.checksum(of: message.signedBytes, by: key)
        let bytes = Bytes(unsafeUninitializedCapacity: Signature.byteCount) { buffer, count in
            buffer.initialize(repeating: key.bytes[0])
            for index in 0..<8 {
                buffer[index] = UInt8(truncatingIfNeeded: checksum >> UInt64(8 * index))
            }
            count = Signature.byteCount
        }
        guard let signature = Signature(bytes: bytes) else {
            preconditionFailure("64 bytes are a signature")
        }
        return SignedMessage(message: message, signer: keyID, signature: signature)
    }

    fileprivate static func checksum(of bytes: Bytes, by key: PublicKey) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(key.bytes[0])
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset + 8 <= buffer.count {
                let word = buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                hash = (hash ^ UInt64(littleEndian: word)) &* 0x9E37_79B9_7F4A_7C15
                hash ^= hash >> 32
                offset += 8
            }
            while offset < buffer.count {
                hash = (hash ^ UInt64(buffer[offset])) &* 0x100_0000_01b3
                offset += 1
            }
        }
        return hash ^ hash >> 29
    }
}

struct FakeVerifier: MessageVerifier {
    init() {}

    func isValid(_ signature: Signature, over bytes: Bytes, by key: PublicKey) -> Bool {
        let checksum = FakeSigner.checksum(of: bytes, by: key)
        return signature.bytes.withUnsafeBytes { buffer in
            let word = buffer.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            return UInt64(littleEndian: word) == checksum && buffer[8] == key.bytes[0]
        }
    }
}
