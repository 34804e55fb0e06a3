import Consensus
import LedgerCore

/// What travels between nodes. A class, so that many copies on the way are one.
final class Letter: Sendable {
    enum Content: Sendable {
        case message(PeerMessage)
        /// Anything but agreement: what relays say to each other.
        case relay(NodeMessage)
        /// What came out of a wire that somebody else writes to.
        case bytes(Bytes)
    }

    let content: Content

    init(_ content: Content) {
        self.content = content
    }

    convenience init(_ message: PeerMessage) {
        self.init(.message(message))
    }

    var kind: Weather.Kind {
        switch content {
        case .relay: .transactions
        case .bytes: .block
        case .message(let message):
            switch message {
            case .proposal: .proposal
            case .vote(let signed):
                if case .prevote = signed.message { .prevote } else { .precommit }
            case .polka, .round: .certificate
            case .status: .status
            case .blockWanted, .block: .block
            case .decided: .decided
            }
        }
    }

    /// What it says, for a reader.
    var short: String {
        switch content {
        case .message(.vote(let signed)): signed.message.short
        case .message(.proposal(let message)): message.signed.message.short
        default: "\(kind)"
        }
    }
}
