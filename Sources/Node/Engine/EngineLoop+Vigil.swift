import Consensus
import LedgerCore
import Logging
import Storage

/// A validator whose home is not proven to be its only one. Spec: Docs/Spec/Consensus.md §13.
extension EngineLoop {
    /// At a start.
    mutating func beginVigil() {
        guard let signer = replica.signerID, replica.watching == .startedWatching else { return }
        let others = PeerDirectory(validators.validators).others(than: peers.own)
        vigil = Vigil(
            of: signer, from: now,
            hearing: store.origin == .unproven
                ? Set(others.filter { $0.address != nil }.map(\.peer)) : nil)
        logger.notice(
            "this validator watches until its peers have shown that it may sign",
            metadata: ["height": "\(replica.start.height)"])
    }

    /// A message with this validator's signature came up that it does not remember: its home is older
    /// than its last vote, or somebody else has the key.
    mutating func beginVigil(since reason: WatchReason) {
        guard let signer = replica.signerID, case .unknownOwnMessage(let message) = reason else {
            return
        }
        orStop("the home cannot be doubted") { try store.doubtHome() }
        vigil = Vigil(of: signer, from: now)
        logger.error(
            "this validator watches: there is a message with its signature that it does not remember",
            metadata: ["height": "\(message.height)", "round": "\(message.round)"])
    }

    /// The others have decided a block.
    ///
    /// - Parameter validators: of its height.
    mutating func vigilSaw(_ decided: DecidedBlock, by validators: ValidatorSet) -> [Output] {
        guard vigil?.saw(decided, of: validators) == true else { return [] }
        return endVigil()
    }

    /// A peer has said where it stands.
    mutating func vigilHeard(_ message: PeerMessage, from peer: PeerID) -> [Output] {
        guard case .status(let status) = message,
            vigil?.heard(status, from: peer, in: replica.start.validators) == true
        else { return [] }
        return endVigil()
    }

    private mutating func endVigil() -> [Output] {
        vigil = nil
        orStop("the home cannot be adopted") { try store.adoptHome() }
        logger.notice(
            "this validator signs", metadata: ["height": "\(replica.start.height)"])
        return replica.handle(.resumeVoting, at: now)
    }
}
