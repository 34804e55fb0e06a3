import Consensus
import LedgerCore
import Storage
import Traceability

/// From the bytes that a peer sent to inputs of the ledger's thread.
///
/// Everything that costs and needs no order is done here, on the threads that serve: decoding,
/// the signatures of transactions, the meaning of their contents.
struct PeerIntake: Sendable {
    let engine: LedgerEngine
    let hub: PeerHub
    let checkpoints: CheckpointKeeper
    private let senders = SenderKeys()

    enum Fault: Error, Sendable {
        case malformed(CBORError)
        /// More of this peer's messages wait than it may have waiting.
        case busy
        case stopping
    }

    /// Takes a sequence of messages.
    ///
    /// - Throws: ``Fault``; what stood before the fault has been taken.
    func take(_ bytes: Bytes, from peer: PeerID) async throws {
        hub.heard(nil, from: peer)
        var reader = CBORReader(bytes)
        while reader.remaining > 0 {
            let start = reader.offset
            let message: NodeMessage
            do throws(CBORError) {
                message = try NodeMessage(from: &reader)
            } catch {
                hub.blame(peer)
                throw Fault.malformed(error)
            }
            try await take(message, bytes: reader.offset - start, from: peer)
        }
    }

    private func take(_ message: NodeMessage, bytes: Int, from peer: PeerID) async throws {
        switch message {
        case .agreement(let message):
            hub.heard(message.height, from: peer)
            try push(.agreement(message, from: peer), bytes, peer)
        case .proposal(let short):
            hub.heard(short.header.height, from: peer)
            try push(.proposal(short, from: peer), bytes, peer)
        case .transactions(let transactions):
            let relayed = try await verified(transactions, from: peer)
            guard !relayed.isEmpty else { return }
            await engine.readAhead(for: relayed.map(\.prepared))
            try push(.transactions(relayed, from: peer), bytes, peer)
        case .held(let ids): try push(.held(ids, from: peer), bytes, peer)
        case .wanted(let ids): try push(.wanted(ids, from: peer), bytes, peer)
        case .poolAsked: try push(.poolAsked(from: peer), bytes, peer)
        case .cosigned(let note, let wantsAnswer):
            let validators = engine.snapshot.validatorRecords
            // A validator of a height that this node has not reached yet is no fault of the peer.
            guard checkpoints.received(note, validators: validators), wantsAnswer,
                let own = checkpoints.own
            else { return }
            hub.send(.cosigned(own, wantsAnswer: false), to: [peer])
        }
    }

    private func push(_ input: PeerInput, _ bytes: Int, _ peer: PeerID) throws {
        switch engine.take(input, bytes: bytes, from: peer) {
        case .taken: break
        case .full: throw Fault.busy
        case .closed: throw Fault.stopping
        }
    }

    /// Those of a registered key whose signature holds. A key that this node does not know may be known
    /// a block later, and then a block brings the transaction; a wrong signature is never honest.
    private func verified(
        _ transactions: [SignedTransaction], from peer: PeerID
    ) async throws -> [RelayedTransaction] {
        let keys = try await senders.keys(of: transactions, in: engine.store)
        var relayed: [RelayedTransaction] = []
        for (transaction, key) in zip(transactions, keys) {
            guard let key else { continue }
            guard let verified = try? transaction.verified(by: key, on: engine.store.chainID) else {
                hub.blame(peer)
                continue
            }
            let prepared = PreparedTransaction(inBlock: verified)
            relayed.append(RelayedTransaction(transaction: verified, prepared: prepared))
        }
        return relayed
    }
}
