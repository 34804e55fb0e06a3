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

    /// Most transactions, or ids, in one message.
    package static let itemsMax = 4_096
}

/// The numbers of the kinds on the wire.
private enum Kind: UInt64 {
    case agreement = 1
    case transactions = 2
    case held = 3
    case wanted = 4
    case poolAsked = 5
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
        case nil: throw CBORError(.invalid("a kind of node message from 1 to 5"), at: start)
        }
    }
}
