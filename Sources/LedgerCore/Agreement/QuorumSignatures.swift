/// A validator's signature beside its index in the set.
package struct IndexedSignature: Hashable, Sendable {
    package let index: UInt32
    package let signature: Signature

    package init(index: UInt32, signature: Signature) {
        self.index = index
        self.signature = signature
    }
}

/// Signatures of several validators over the same bytes, ascending by index.
package struct QuorumSignatures: Hashable, Sendable {
    package let signatures: [IndexedSignature]

    /// In any order; they are kept ascending.
    package init(_ signatures: [IndexedSignature]) {
        self.signatures = signatures.sorted { $0.index < $1.index }
    }

    /// From the messages that were collected; those of signers outside the set are left out.
    package init(of messages: [SignedMessage], in set: ValidatorSet) {
        self.init(
            messages.compactMap { message in
                set.index(of: message.signer).map {
                    IndexedSignature(index: UInt32($0), signature: message.signature)
                }
            })
    }

    /// What is wrong with them as a quorum of a set over these bytes; nil when nothing is.
    func fault(over bytes: Bytes, in set: ValidatorSet) -> CertificateFault? {
        for (one, next) in zip(signatures, signatures.dropFirst()) where one.index >= next.index {
            return .signersNotAscending
        }
        if let last = signatures.last, last.index >= set.count {
            return .signerOutOfRange(index: last.index, validators: set.count)
        }
        guard signatures.count >= set.quorum else {
            return .tooFewSigners(have: signatures.count, need: set.quorum)
        }
        for signed in signatures {
            guard set.keys[Int(signed.index)].isValid(signed.signature, over: bytes) else {
                return .signatureInvalid(index: signed.index)
            }
        }
        return nil
    }
}

/// Why a certificate proves nothing.
package enum CertificateFault: Error, Equatable, Sendable {
    case signersNotAscending
    case signerOutOfRange(index: UInt32, validators: Int)
    case tooFewSigners(have: Int, need: Int)
    case signatureInvalid(index: UInt32)
    /// A vote that has nothing to do with what is to be shown.
    case voteOutOfPlace
    /// The same validator twice among votes that count authors.
    case signerTwice
}

extension CertificateFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .signersNotAscending: "its signers are not in order"
        case .signerOutOfRange(let index, let validators):
            "it has a signer number \(index), and there are \(validators) validators"
        case .tooFewSigners(let have, let need): "\(have) signed, and \(need) must"
        case .signatureInvalid(let index): "signature number \(index) does not hold"
        case .voteOutOfPlace: "it has a vote of another height, round or kind"
        case .signerTwice: "a validator stands in it twice"
        }
    }
}

extension QuorumSignatures: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(signatures)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        signatures = try reader.array(of: IndexedSignature.self, max: ValidatorSet.countMax)
        let ascends = zip(signatures, signatures.dropFirst()).allSatisfy { $0.index < $1.index }
        try reader.require(ascends, "signatures ascending by index", at: start)
    }
}

extension IndexedSignature: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.unsigned(UInt64(index))
        writer.value(signature)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        index = try reader.unsigned(UInt32.self)
        signature = try Signature(from: &reader)
    }
}
