import Consensus
import LedgerCore

/// Where a node stands in agreeing on the next block, for operators.
struct AgreementStanding: Hashable, Sendable {
    var height = Height.genesis
    var round = Round.zero
    var step = Step.idle
    /// Why a validator does not sign; nil for one that does, and for a node without a vote.
    var watching: WatchReason?
    /// The consensus key of this node; nil for one without a vote.
    var validator: KeyID?
    /// Transactions that wait for a block.
    var poolCount = 0

    init() {}

    init(_ replica: Replica, poolCount: Int) {
        height = replica.state.height
        round = replica.state.round
        step = replica.state.step
        watching = replica.signerID == nil ? nil : replica.watching
        validator = replica.signerID
        self.poolCount = poolCount
    }

    /// Whether this node has a vote.
    func isValidator(of validators: ValidatorSet) -> Bool {
        validator.flatMap { validators.index(of: $0) } != nil
    }

    /// How many validators this node reaches, itself included.
    func validatorsPresent(of validators: ValidatorSet, among peers: [PeerStanding]) -> Int {
        let reached = peers.count { peer in
            peer.isConnected && peer.keyID.flatMap { validators.index(of: $0) } != nil
        }
        return reached + (isValidator(of: validators) ? 1 : 0)
    }
}
