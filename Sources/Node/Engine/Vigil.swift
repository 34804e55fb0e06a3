import LedgerCore

/// How a validator in a restored or copied home finds out that nobody else signs with its key.
///
/// It may be older than its own last vote, so it signs nothing at first. Heights that were decided
/// after its start without its vote are heights at which it said nothing, here or elsewhere; after enough
/// of them in a row it may speak again at the next one.
///
/// Spec: Docs/Spec/Consensus.md §3; Docs/Spec/Storage.md §6.
struct Vigil: Hashable, Sendable {
    /// A certificate holds a quorum of the votes and not all, so one height says little.
    static let heightsMin = 8

    private let key: KeyID
    private let started: Timestamp
    private var heights = 0

    init(of key: KeyID, from started: Timestamp) {
        self.key = key
        self.started = started
    }

    /// - Returns: whether it is over.
    mutating func saw(_ block: DecidedBlock, of validators: ValidatorSet) -> Bool {
        // An older block says nothing about who is alive.
        guard block.block.header.time > started else { return false }
        let own = validators.index(of: key)
        let signed = block.certificate.signatures.signatures.contains { Int($0.index) == own }
        heights = signed ? 0 : heights + 1
        return heights >= Vigil.heightsMin
    }
}
