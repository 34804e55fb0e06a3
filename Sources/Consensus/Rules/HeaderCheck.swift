package import LedgerCore

/// Whether a header says what execution of its block gives.
///
/// Spec: Docs/Spec/Consensus.md §4, "Valid".
extension BlockVerdict {
    /// - Parameter computed: the one header that a block with these transactions can have at this place.
    package init(on header: BlockHeader, executedAs computed: BlockHeader) {
        self = header == computed ? .valid : .invalid(reason: computed.difference(from: header))
    }
}

extension BlockHeader {
    /// The first thing in which another header of the same place differs, for the operator.
    package func difference(from other: BlockHeader) -> String {
        let roots: [(String, Digest, Digest)] = [
            ("transactions root", transactionsRoot, other.transactionsRoot),
            ("outcomes root", outcomesRoot, other.outcomesRoot),
            ("log root", logRoot, other.logRoot),
            ("state root", stateRoot, other.stateRoot),
            ("next validator set", nextValidatorSetHash, other.nextValidatorSetHash),
        ]
        for (name, computed, claimed) in roots where computed != claimed {
            return "\(name): computed \(computed), the header says \(claimed)"
        }
        return logSize == other.logSize
            ? "nothing differs" : "log size: computed \(logSize), the header says \(other.logSize)"
    }
}
