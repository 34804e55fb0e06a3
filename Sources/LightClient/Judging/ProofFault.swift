package import LedgerCore

/// Why a proof does not hold: the first reason found.
package enum ProofFault: Error, Equatable, Sendable {
    /// Not the bytes of a proof.
    case malformed(CBORError)
    case chainOther(found: ChainID, trusted: ChainID)
    /// Older than what the verifier trusts.
    case heightBeforeTrust(height: Height, trustedFrom: Height)
    /// The header is of validators that were not shown to be in force.
    case validatorSetOther(height: Height)
    case certificateOfOtherBlock(height: Height)
    case certificate(CertificateFault)
    case transactionNotIncluded
    /// The content is not what the envelope is over.
    case contentOther
    /// The outcome is of another transaction, or of another block.
    case outcomeNotIncluded
    case stateNotShown(StateKey)
}

extension ProofFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let error): "the file is no proof: \(error)"
        case .chainOther(let found, let trusted):
            "it is of chain \(found), and the trusted one is \(trusted)"
        case .heightBeforeTrust(let height, let trustedFrom):
            "it is of height \(height), before \(trustedFrom), from where trust begins"
        case .validatorSetOther(let height):
            "the validators of height \(height) are not those that were shown to be in force"
        case .certificateOfOtherBlock(let height):
            "the certificate is not of the block with this header at height \(height)"
        case .certificate(let fault): "the certificate proves nothing: \(fault)"
        case .transactionNotIncluded: "the transaction is not in the block"
        case .contentOther: "the content is not what was signed"
        case .outcomeNotIncluded: "the outcome is not that of the transaction in the block"
        case .stateNotShown(let key):
            "the state at that height does not hold what is claimed for key"
                + " \(key.type.rawValue):\(key.id.hex)"
        }
    }
}
