package import LedgerCore

/// A value whose signatures hold, for the height that it was verified for.
///
/// Only `Verification` makes one.
package struct Verified<Value: Sendable>: Sendable {
    package let value: Value

    fileprivate init(checked value: Value) {
        self.value = value
    }
}

/// The one place where what a peer sent becomes something that counts.
package struct Verification: Sendable {
    package let chain: ChainID
    package let height: Height
    package let validators: ValidatorSet
    private let verifier: any MessageVerifier

    package init(
        chain: ChainID, height: Height, validators: ValidatorSet, verifier: any MessageVerifier
    ) {
        self.chain = chain
        self.height = height
        self.validators = validators
        self.verifier = verifier
    }

    /// Where a message of this height and some round belongs.
    package func place(_ round: Round) -> AgreementPlace {
        AgreementPlace(
            chain: chain, validatorSetHash: validators.hash, height: height, round: round)
    }

    /// Whether the message could be one of this height, its signature aside.
    ///
    /// A prevote for nil names no valid round: nil votes that differ would not add up.
    package func isWellPlaced(_ message: AgreementMessage) -> Bool {
        guard message.place == place(message.round) else { return false }
        switch message {
        case .proposal(let proposal):
            return proposal.validRound.map { $0 < proposal.place.round } ?? true
        case .prevote(let prevote):
            guard let validRound = prevote.validRound else { return true }
            return prevote.blockID != nil && validRound < prevote.place.round
        case .precommit: return true
        }
    }

    package func message(_ signed: SignedMessage) -> Verified<SignedMessage>? {
        guard isWellPlaced(signed.message), let index = validators.index(of: signed.signer),
            isValid(signed, over: signed.message.signedBytes, at: index)
        else { return nil }
        return Verified(checked: signed)
    }

    /// The messages that a certificate stands for, if it has a quorum and every signature holds.
    ///
    /// - Parameter isHeld: says of a message, signature included, that it was verified before.
    package func quorum(
        of signatures: QuorumSignatures, over message: AgreementMessage,
        isHeld: (SignedMessage) -> Bool
    ) -> [Verified<SignedMessage>]? {
        guard isWellPlaced(message), signatures.signatures.count >= validators.quorum else {
            return nil
        }
        let bytes = message.signedBytes
        var verified: [Verified<SignedMessage>] = []
        var authors = AuthorSet()
        for entry in signatures.signatures {
            guard let index = Int(exactly: entry.index), index < validators.count,
                !authors.contains(index)
            else { return nil }
            authors.insert(index)
            let signed = SignedMessage(
                message: message, signer: validators.ids[index], signature: entry.signature)
            guard isHeld(signed) || isValid(signed, over: bytes, at: index) else { return nil }
            verified.append(Verified(checked: signed))
        }
        return verified
    }

    private func isValid(_ signed: SignedMessage, over bytes: Bytes, at index: Int) -> Bool {
        verifier.isValid(signed.signature, over: bytes, by: validators.keys[index])
    }
}

extension PolkaCertificate {
    /// What its signers signed.
    package func message(chain: ChainID, validators: ValidatorSet) -> AgreementMessage {
        let place = AgreementPlace(
            chain: chain, validatorSetHash: validators.hash, height: height, round: round)
        return .prevote(Prevote(place: place, validRound: validRound, blockID: blockID))
    }
}

extension CommitCertificate {
    /// What its signers signed.
    package func message(chain: ChainID, validators: ValidatorSet) -> AgreementMessage {
        let place = AgreementPlace(
            chain: chain, validatorSetHash: validators.hash, height: height, round: round)
        return .precommit(Precommit(place: place, blockID: blockID))
    }
}
