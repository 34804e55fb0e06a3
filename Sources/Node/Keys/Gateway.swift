import LedgerCore
import Synchronization

/// Signs captures for the members whose gateway this node is.
///
/// Spec: ADR 0005.
final class Gateway: Sendable {
    private let chain: ChainID
    private let keys: GatewayKeys
    private let sequence = MonotonicSequence()

    /// How long a capture may wait for its block; a network that stands still longer loses it, and
    /// the job says so.
    static let expiryMilliseconds: Int64 = 24 * 60 * 60 * 1000

    init(chain: ChainID, keys: GatewayKeys) {
        self.chain = chain
        self.keys = keys
    }

    /// Makes the transaction of a capture.
    ///
    /// - Throws: `member.key_unknown` when this node holds no key of the member.
    func sign(
        _ content: [UInt8], contentType: String, member: MemberID,
        interpretation: Interpretation, validAfterDays days: Int = 0
    ) throws -> VerifiedTransaction {
        let key = try key(of: member)
        let now = UTCText.milliseconds()
        let header = TransactionHeader(
            key: key.publicKey, contentType: contentType, member: member, chain: chain,
            nonce: .random(), sequence: sequence.next(atMilliseconds: now),
            expiry: Timestamp(milliseconds: now + Self.expiryMilliseconds)
                .advanced(byDays: days),
            interpretation: interpretation)
        do {
            return try VerifiedTransaction(signing: content, header: header, with: key)
        } catch {
            throw Problem(describing: error)
        }
    }

    /// The key that signs for a member here.
    ///
    /// - Throws: `member.key_unknown` when this node holds none.
    @discardableResult func key(of member: MemberID) throws -> PrivateKey {
        guard let key = keys.key(of: member) else {
            throw Problem(
                "member.key_unknown",
                "This node is no gateway of \(member): it holds no key that signs for it.")
        }
        return key
    }

    /// The transaction of an envelope that this gateway signed before.
    func resume(_ envelope: TransactionEnvelope, content: [UInt8]) throws -> VerifiedTransaction {
        guard let key = keys.key(of: envelope.header.member) else {
            throw Problem(
                "member.key_unknown", "The key that signed before is gone from this node.")
        }
        do {
            return try SignedTransaction(envelope: envelope, content: content)
                .verified(by: key.publicKey, on: chain)
        } catch {
            throw Problem(describing: error)
        }
    }

}

extension Nonce {
    /// From the system's generator.
    static func random() -> Nonce {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<byteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        guard let nonce = Nonce(bytes: bytes) else { preconditionFailure("a nonce has 16 bytes") }
        return nonce
    }
}
