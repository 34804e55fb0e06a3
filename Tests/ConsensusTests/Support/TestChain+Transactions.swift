import LedgerCore

@testable import Consensus

extension TestChain {
    /// A transaction of one farm that any block of this chain may hold.
    static func transaction(content: Bytes, sequence: UInt64) -> SignedTransaction {
        guard let key = PrivateKey(algorithm: .eddsa, seed: Bytes(repeating: 7, count: 32)),
            let nonce = Nonce(bytes: Bytes(repeating: 0, count: Nonce.byteCount)),
            let member = MemberID("farm-1")
        else { preconditionFailure("a key, a nonce and a member") }
        let header = TransactionHeader(
            key: key.publicKey, contentType: "application/octet-stream", member: member, chain: id,
            nonce: nonce, sequence: sequence, expiry: Timestamp(milliseconds: 2_000_000),
            interpretation: nil)
        guard
            let signed = try? SignedTransaction(signing: content, header: header, with: key)
        else { preconditionFailure("a header that fits") }
        return signed
    }
}
