/// A message with its author's signature. Anybody may relay it.
package struct SignedMessage: Hashable, Sendable {
    package let message: AgreementMessage
    /// The consensus key of the author.
    package let signer: KeyID
    package let signature: Signature

    package init(message: AgreementMessage, signer: KeyID, signature: Signature) {
        self.message = message
        self.signer = signer
        self.signature = signature
    }

    package init(signing message: AgreementMessage, with key: PrivateKey) {
        self.init(message: message, signer: key.id, signature: key.sign(message.signedBytes))
    }

    package var height: Height { message.height }
    package var round: Round { message.round }

    /// Whether a validator of this set said it, on this chain, of this set.
    package func isValid(in set: ValidatorSet, chain: ChainID) -> Bool {
        guard message.place.chain == chain, message.place.validatorSetHash == set.hash,
            let index = set.index(of: signer)
        else { return false }
        return set.keys[index].isValid(signature, over: message.signedBytes)
    }
}

extension SignedMessage: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.value(message)
        writer.value(signer)
        writer.value(signature)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        message = try AgreementMessage(from: &reader)
        signer = try KeyID(from: &reader)
        signature = try Signature(from: &reader)
    }
}
