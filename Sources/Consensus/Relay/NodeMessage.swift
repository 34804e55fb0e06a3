package import LedgerCore

/// What one node sends another: agreement, and the transactions that agreement is about.
///
/// The replica knows only the first kind; the rest is between the relays of two nodes.
///
/// Spec: Docs/Spec/Consensus.md §10.
package enum NodeMessage: Hashable, Sendable {
    case agreement(PeerMessage)
    /// Transactions that wait for a block, whole.
    case transactions([SignedTransaction])
    /// The sender's pool has these.
    case held([TransactionID])
    /// Send these whole, as far as the pool has them.
    case wanted([TransactionID])
    /// Say what the pool holds.
    case poolAsked
    /// A validator's two signatures under the checkpoint of a decided block; whether the sender lacks the
    /// receiver's.
    case cosigned(SignedNote, wantsAnswer: Bool)
    /// A proposal whose transactions the receiver has, or soon will.
    case proposal(ShortProposal)

    /// Most transactions, or ids, in one message.
    package static let itemsMax = 4_096
    /// Octets of a note with two signatures: more than any log's name needs.
    package static let noteBytesMax = 4_096

    /// A message of the replica as it travels: proposals are shortened.
    package init(_ message: PeerMessage) {
        if case .proposal(let proposal) = message, let short = ShortProposal(proposal) {
            self = .proposal(short)
        } else {
            self = .agreement(message)
        }
    }
}

/// The numbers of the kinds on the wire.
private enum Kind: UInt64 {
    case agreement = 1
    case transactions = 2
    case held = 3
    case wanted = 4
    case poolAsked = 5
    case cosigned = 6
    case proposal = 7
}

extension NodeMessage: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        switch self {
        case .agreement(let message):
            writer.unsigned(Kind.agreement.rawValue)
            writer.value(message)
        case .transactions(let transactions):
            writer.unsigned(Kind.transactions.rawValue)
            writer.array(transactions)
        case .held(let ids):
            writer.unsigned(Kind.held.rawValue)
            writer.array(ids)
        case .wanted(let ids):
            writer.unsigned(Kind.wanted.rawValue)
            writer.array(ids)
        case .poolAsked:
            writer.unsigned(Kind.poolAsked.rawValue)
            writer.null()
        case .cosigned(let note, let wantsAnswer):
            writer.unsigned(Kind.cosigned.rawValue)
            writer.array(count: 2)
            writer.bytes(note.bytes)
            writer.bool(wantsAnswer)
        case .proposal(let short):
            writer.unsigned(Kind.proposal.rawValue)
            writer.value(short)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        let start = reader.offset
        switch Kind(rawValue: try reader.unsigned()) {
        case .agreement: self = .agreement(try PeerMessage(from: &reader))
        case .transactions:
            self = .transactions(
                try reader.array(of: SignedTransaction.self, max: NodeMessage.itemsMax))
        case .held:
            self = .held(try reader.array(of: TransactionID.self, max: NodeMessage.itemsMax))
        case .wanted:
            self = .wanted(try reader.array(of: TransactionID.self, max: NodeMessage.itemsMax))
        case .poolAsked:
            try reader.null()
            self = .poolAsked
        case .cosigned:
            try reader.array(count: 2)
            let bytes = try reader.bytes(max: NodeMessage.noteBytesMax)
            guard let note = try? SignedNote(bytes: bytes), note.bytes == bytes else {
                throw CBORError(.invalid("a signed note"), at: start)
            }
            self = .cosigned(note, wantsAnswer: try reader.bool())
        case .proposal: self = .proposal(try ShortProposal(from: &reader))
        case nil: throw CBORError(.invalid("a kind of node message from 1 to 7"), at: start)
        }
    }
}
