package import LedgerCore

/// How a validator whose home is not proven to be its only one finds out that it may sign.
///
/// A restored or copied home may be older than its own last vote; a home that was just made may stand in
/// for one that is gone. So it signs nothing at first, until one of these holds:
///
/// - *The others went on without it.* Heights that were decided after its start without its vote are
///   heights at which it said nothing, here or elsewhere; after enough of them in a row it may speak
///   again at the next one. One height is enough where its key is not among those that decide: it
///   cannot have signed.
/// - *The chain begins* (only a home that was just made): every other validator that can be dialled has
///   said that it is in the first round of the first height, and holds no vote of this one.
///
/// Spec: Docs/Spec/Consensus.md §13; Docs/Spec/Storage.md §6.
package struct Vigil: Hashable, Sendable {
    /// A certificate holds a quorum of the votes and not all, so one height says little.
    package static let heightsMin = 8

    private let key: KeyID
    private let started: Timestamp
    private var heights = 0
    /// Who has not yet said that the chain begins; nil for a home that does not go by that.
    private var silent: Set<PeerID>?

    /// - Parameter others: Whom the home of a chain that begins has to hear; nil for any other home.
    package init(of key: KeyID, from started: Timestamp, hearing others: Set<PeerID>? = nil) {
        self.key = key
        self.started = started
        silent = others
    }

    /// - Returns: whether it is over.
    package mutating func saw(_ block: DecidedBlock, of validators: ValidatorSet) -> Bool {
        silent = nil
        // An older block says nothing about who is alive.
        guard block.block.header.time > started else { return false }
        guard let own = validators.index(of: key) else { return true }
        let signed = block.certificate.signatures.signatures.contains { Int($0.index) == own }
        heights = signed ? 0 : heights + 1
        return heights >= Vigil.heightsMin
    }

    /// - Returns: whether it is over.
    package mutating func heard(_ status: Status, from peer: PeerID, in validators: ValidatorSet)
        -> Bool
    {
        guard silent != nil, let own = validators.index(of: key) else { return false }
        let wasProposed =
            status.hasProposal
            && validators.proposerIndex(height: status.height, round: status.round) == own
        guard status.height == .first, status.round == .zero, !wasProposed,
            !status.prevotes.contains(own), !status.precommits.contains(own)
        else {
            // Once is enough: somebody may hold what this home does not know of.
            silent = nil
            return false
        }
        silent?.remove(peer)
        return silent?.isEmpty == true
    }
}
