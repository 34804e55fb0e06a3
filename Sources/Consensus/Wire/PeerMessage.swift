package import LedgerCore

/// Everything that replicas say to each other. What is signed in it has not been verified.
///
/// Spec: Docs/Spec/Consensus.md §2 and §9.
package enum PeerMessage: Hashable, Sendable {
    case proposal(ProposalMessage)
    /// A prevote or a precommit.
    case vote(SignedMessage)
    case polka(PolkaCertificate)
    case round(RoundCertificate)
    case status(Status)
    /// Asks for a block of the height in work.
    case blockWanted(Height, BlockID)
    case block(Block)
    case decided(DecidedBlock)
}

/// A proposal with what is needed to judge it.
package struct ProposalMessage: Hashable, Sendable {
    package let proposal: Proposal
    package let signed: SignedMessage
    package let block: Block
    /// For a block proposed again: the polka that made it valid.
    package let polka: PolkaCertificate?

    /// Nil when the signed message is no proposal.
    package init?(signed: SignedMessage, block: Block, polka: PolkaCertificate?) {
        guard case .proposal(let proposal) = signed.message else { return nil }
        self.proposal = proposal
        self.signed = signed
        self.block = block
        self.polka = polka
    }
}

extension PeerMessage {
    /// The height that the message is about.
    package var height: Height {
        switch self {
        case .proposal(let message): message.proposal.place.height
        case .vote(let vote): vote.height
        case .polka(let polka): polka.height
        case .round(let certificate): certificate.height
        case .status(let status): status.height
        case .blockWanted(let height, _): height
        case .block(let block): block.height
        case .decided(let decided): decided.block.height
        }
    }
}
