import LedgerCore

@testable import Consensus

extension TestChain {
    /// Who signs the transactions.
    static let transactionKey: PrivateKey = {
        guard let key = PrivateKey(algorithm: .eddsa, seed: Bytes(repeating: 7, count: 32)) else {
            preconditionFailure("32 bytes")
        }
        return key
    }()

    /// A transaction of one farm that any block of this chain may hold.
    static func transaction(content: Bytes, sequence: UInt64) -> SignedTransaction {
        guard
            let nonce = Nonce(bytes: Bytes(repeating: 0, count: Nonce.byteCount)),
            let member = MemberID("farm-1")
        else { preconditionFailure("a nonce and a member") }
        let header = TransactionHeader(
            key: transactionKey.publicKey, contentType: "application/octet-stream", member: member,
            chain: id,
            nonce: nonce, sequence: sequence, expiry: Timestamp(milliseconds: 2_000_000),
            interpretation: nil)
        guard
            let signed = try? SignedTransaction(
                signing: content, header: header, with: transactionKey)
        else { preconditionFailure("a header that fits") }
        return signed
    }
}
