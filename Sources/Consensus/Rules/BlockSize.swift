package import LedgerCore

extension SignedTransaction {
    /// What the transaction takes in a block, in bytes: envelope, content, and the most that CBOR puts
    /// before them.
    package var blockByteCount: Int { envelope.bytes.count + content.count + 9 }
}

extension Block {
    /// More than any header takes.
    package static let headerByteCountMax = 512

    /// An upper bound of the encoded size, in bytes, the same on every machine.
    package var byteCountBound: Int {
        body.transactions.reduce(Block.headerByteCountMax) { $0 + $1.blockByteCount }
    }
}
