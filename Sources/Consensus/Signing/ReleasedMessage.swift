package import LedgerCore

/// A signed message that others may see: somebody's, verified, or one's own, durable.
///
/// There is no third way to make one, so a vote that a crash could make this validator forget cannot
/// be counted, put into a certificate or sent.
package struct ReleasedMessage: Hashable, Sendable {
    package let signed: SignedMessage

    package init(_ verified: Verified<SignedMessage>) {
        signed = verified.value
    }

    private init(durable signed: SignedMessage) {
        self.signed = signed
    }

    /// The messages that a write of the log made durable.
    package static func all(in record: Durable<ConsensusRecord>) -> [ReleasedMessage] {
        record.value.messages.map(ReleasedMessage.init(durable:))
    }

    package var message: AgreementMessage { signed.message }
    package var round: Round { signed.round }
}
