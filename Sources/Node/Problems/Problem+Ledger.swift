import LedgerCore

/// What the errors of the ledger's own formats mean to a client.
extension Problem {
    init(describing refusal: TransactionRefusal) {
        switch refusal {
        case .otherContent(let signed, let found):
            self.init(
                "transaction.other_content",
                "The envelope is over content \(signed), but the content sent is \(found).")
        case .otherChain(let signed, let expected):
            self.init(
                "transaction.wrong_chain",
                "The transaction is for chain \(signed); this node keeps \(expected).")
        case .otherKey(let signed, let expected):
            self.init(
                "transaction.other_key", "The envelope names key \(signed), not \(expected).")
        case .signatureInvalid:
            self.init(
                "transaction.bad_signature", "The signature does not hold over the envelope.")
        case .envelopeTooLarge(let bytes):
            self.init(
                "transaction.envelope_too_large",
                "The envelope has \(bytes) octets, and \(TransactionEnvelope.byteCountMax) are "
                    + "allowed.")
        }
    }

    init(describing error: CBORError) {
        self.init("cbor.malformed", "The CBOR cannot be read: \(error).")
    }
}
