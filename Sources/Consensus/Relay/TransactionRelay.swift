package import LedgerCore

/// Who was sent which waiting transaction, so that each goes to each peer once.
///
/// A transaction is pushed whole by the node that took it in from a client. Whoever missed it, since
/// it was away or its queue was full, hears of its id when it is offered again, and asks. Like the
/// replica it is a function from what happens to what is to be sent, and has no socket.
///
/// Spec: Docs/Spec/Consensus.md §10.
package struct TransactionRelay: Sendable {
    /// Whole transactions in one message, in bytes; one larger than that travels alone.
    package static let messageBytesMax = 1 << 20

    /// A message and whom it is for.
    package struct Sending: Equatable, Sendable {
        package let message: NodeMessage
        package let peers: [PeerID]
    }

    /// The connected peers, and what each is known to have of what waits here.
    private var known: [PeerID: Set<TransactionID>] = [:]

    package init() {}

    package var peers: [PeerID] { known.keys.sorted() }

    package mutating func connected(_ peer: PeerID) {
        known[peer] = []
    }

    package mutating func disconnected(_ peer: PeerID) {
        known[peer] = nil
    }

    /// Pushes what clients brought to every connected peer. After this they count as offered. R0 (a).
    package mutating func push(_ transactions: [SignedTransaction]) -> [Sending] {
        let peers = peers
        guard !peers.isEmpty, !transactions.isEmpty else { return [] }
        for peer in peers { known[peer]?.formUnion(transactions.map(\.id)) }
        return TransactionRelay.messages(of: transactions).map {
            Sending(message: $0, peers: peers)
        }
    }

    /// A peer has these: it sent them, whole or by id.
    package mutating func heard(_ ids: some Sequence<TransactionID>, from peer: PeerID) {
        known[peer]?.formUnion(ids)
    }

    /// Tells each peer the ids of what waits here and it is not known to have. R11.
    package func offer(_ waiting: [TransactionID]) -> [Sending] {
        peers.flatMap { offer(waiting, to: $0) }
    }

    /// Tells one peer.
    package func offer(_ waiting: [TransactionID], to peer: PeerID) -> [Sending] {
        guard let has = known[peer] else { return [] }
        let lacking = waiting.filter { !has.contains($0) }
        return stride(from: 0, to: lacking.count, by: NodeMessage.itemsMax).map { start in
            let end = min(start + NodeMessage.itemsMax, lacking.count)
            return Sending(message: .held(Array(lacking[start..<end])), peers: [peer])
        }
    }

    /// Answers a peer that asked for these, with those of them that are here.
    package mutating func answer(
        _ transactions: [SignedTransaction], to peer: PeerID
    ) -> [Sending] {
        guard known[peer] != nil else { return [] }
        known[peer]?.formUnion(transactions.map(\.id))
        return TransactionRelay.messages(of: transactions).map {
            Sending(message: $0, peers: [peer])
        }
    }

    /// These wait no more.
    package mutating func forget(_ ids: some Sequence<TransactionID>) {
        let ids = Set(ids)
        guard !ids.isEmpty else { return }
        for peer in peers { known[peer]?.subtract(ids) }
    }

    /// In the order given, as few messages as the limit allows.
    private static func messages(of transactions: [SignedTransaction]) -> [NodeMessage] {
        var messages: [NodeMessage] = []
        var batch: [SignedTransaction] = []
        var bytes = 0
        for transaction in transactions {
            let size = transaction.blockByteCount
            if !batch.isEmpty, bytes + size > messageBytesMax || batch.count == NodeMessage.itemsMax
            {
                messages.append(.transactions(batch))
                (batch, bytes) = ([], 0)
            }
            batch.append(transaction)
            bytes += size
        }
        if !batch.isEmpty { messages.append(.transactions(batch)) }
        return messages
    }
}
