/// An envelope and the content it is over. Nobody has checked the signature yet.
package struct SignedTransaction: Hashable, Sendable {
    package let envelope: TransactionEnvelope
    /// Exactly what the member sent.
    package let content: Bytes

    /// Pairs an envelope with its content.
    ///
    /// - Throws: `.otherContent` when the envelope is over something else.
    package init(
        envelope: TransactionEnvelope, content: Bytes
    ) throws(TransactionRefusal) {
        let digest = Digest(hashing: content)
        guard digest == envelope.contentDigest else {
            throw .otherContent(signed: envelope.contentDigest, found: digest)
        }
        self.envelope = envelope
        self.content = content
    }

    /// Signs content.
    ///
    /// - Throws: `.envelopeTooLarge` when the header does not fit a log entry.
    package init(
        signing content: Bytes, header: TransactionHeader, with key: PrivateKey
    ) throws(TransactionRefusal) {
        envelope = TransactionEnvelope(
            header: header, contentDigest: Digest(hashing: content), key: key)
        guard envelope.bytes.count <= TransactionEnvelope.byteCountMax else {
            throw .envelopeTooLarge(bytes: envelope.bytes.count)
        }
        self.content = content
    }

    package var id: TransactionID { envelope.id }
    package var header: TransactionHeader { envelope.header }

    /// The transaction as one that the holder of the key signed for this chain.
    ///
    /// Whether the key belongs to the member, and whether the time is right, is state's to say.
    package func verified(
        by key: PublicKey, on chain: ChainID
    ) throws(TransactionRefusal) -> VerifiedTransaction {
        guard header.chain == chain else {
            throw .otherChain(signed: header.chain, expected: chain)
        }
        guard header.keyID == key.id, header.algorithm == key.algorithm else {
            throw .otherKey(signed: header.keyID, expected: key.id)
        }
        guard key.isValid(envelope.signature, over: envelope.signedBytes) else {
            throw .signatureInvalid
        }
        return VerifiedTransaction(checked: self)
    }
}

extension SignedTransaction: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.bytes(envelope.bytes)
        writer.bytes(content)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        try reader.array(count: 2)
        let envelope = try TransactionEnvelope(
            bytes: try reader.bytes(max: TransactionEnvelope.byteCountMax))
        let content = try reader.bytes()
        do throws(TransactionRefusal) {
            try self.init(envelope: envelope, content: content)
        } catch {
            throw CBORError(.invalid("content with the digest that was signed"), at: start)
        }
    }
}

/// Why a transaction is not what it claims to be.
package enum TransactionRefusal: Error, Equatable, Sendable {
    /// The envelope was signed over other content.
    case otherContent(signed: Digest, found: Digest)
    case otherChain(signed: ChainID, expected: ChainID)
    case otherKey(signed: KeyID, expected: KeyID)
    case signatureInvalid
    /// Larger than a log entry may be.
    case envelopeTooLarge(bytes: Int)
}

/// A transaction whose signature holds: it was checked by `SignedTransaction.verified(by:on:)`, or has just
/// been made here.
package struct VerifiedTransaction: Hashable, Sendable {
    package let signed: SignedTransaction

    fileprivate init(checked signed: SignedTransaction) {
        self.signed = signed
    }

    /// Signs content under a header that names the key.
    ///
    /// - Throws: `.envelopeTooLarge` when the header does not fit a log entry, `.otherKey` when it names
    ///   another key.
    package init(
        signing content: Bytes, header: TransactionHeader, with key: PrivateKey
    ) throws(TransactionRefusal) {
        guard header.keyID == key.id, header.algorithm == key.publicKey.algorithm else {
            throw .otherKey(signed: header.keyID, expected: key.id)
        }
        signed = try SignedTransaction(signing: content, header: header, with: key)
    }

    package var id: TransactionID { signed.id }
    package var header: TransactionHeader { signed.header }
    package var content: Bytes { signed.content }
}
