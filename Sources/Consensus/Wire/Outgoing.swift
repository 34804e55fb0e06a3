import LedgerCore

/// A message that may leave this node.
///
/// It is made of released messages, of certificates (which the tally makes of released messages), or of
/// what nobody signs. So the compiler, and not care, keeps a vote that is not durable from being sent.
package struct Outgoing: Equatable, Sendable {
    package let message: PeerMessage

    private init(_ message: PeerMessage) {
        self.message = message
    }

    /// A vote. Nil for a released proposal.
    static func vote(_ released: ReleasedMessage) -> Outgoing? {
        guard Ballot(released.message) != nil else { return nil }
        return Outgoing(.vote(released.signed))
    }

    /// A proposal with its block. Nil for a released vote.
    static func proposal(
        _ released: ReleasedMessage, block: Block, polka: PolkaCertificate?
    ) -> Outgoing? {
        ProposalMessage(signed: released.signed, block: block, polka: polka)
            .map { Outgoing(.proposal($0)) }
    }

    /// A polka, from the tally or a durable record.
    static func polka(_ certificate: PolkaCertificate) -> Outgoing {
        Outgoing(.polka(certificate))
    }

    /// A reason to enter a round, from the tally.
    static func round(_ certificate: RoundCertificate) -> Outgoing {
        Outgoing(.round(certificate))
    }

    static func status(_ status: Status) -> Outgoing { Outgoing(.status(status)) }

    static func block(_ block: Block) -> Outgoing { Outgoing(.block(block)) }

    static func blockWanted(_ height: Height, _ id: BlockID) -> Outgoing {
        Outgoing(.blockWanted(height, id))
    }
}
