import Consensus
import LedgerCore

/// What must hold whatever happens, watched at every step.
struct Oracle {
    /// The first thing that did not hold.
    private(set) var violation: String?
    private var decided: [Height: BlockID] = [:]
    private var said: [Place: AgreementMessage] = [:]

    private struct Place: Hashable {
        let signer: KeyID
        let round: AgreementPlace
        let kind: Int
    }

    mutating func fail(_ text: String) {
        if violation == nil { violation = text }
    }

    /// An honest validator has committed a block: everybody's is the same, and it is proven and valid.
    mutating func committed(
        _ block: DecidedBlock, by who: Int, on state: Digest, chain: TestChain
    ) {
        let height = block.block.height
        if let other = decided[height], other != block.block.id {
            fail("agreement: validator \(who) committed another block at height \(height)")
        }
        decided[height] = block.block.id
        if chain.verification(height).quorum(block.certificate) == nil
            || block.certificate.blockID != block.block.id
        {
            fail("proof: validator \(who) committed without a quorum at height \(height)")
        }
        if TestChain.verdict(block.block, on: state) != .valid {
            fail("validity: validator \(who) committed an invalid block at height \(height)")
        }
    }

    /// An honest validator sends a message of its own: never two for one place, and never one that a
    /// crash could make it forget.
    mutating func sent(_ signed: SignedMessage, by who: Int, log: MemoryLog) {
        let kind =
            switch signed.message {
            case .proposal: 0
            case .prevote: 1
            case .precommit: 2
            }
        let place = Place(signer: signed.signer, round: signed.message.place, kind: kind)
        if let other = said[place], other != signed.message {
            fail("double signing: validator \(who) said \(signed.message) after \(other)")
        }
        said[place] = signed.message
        if !log.contains(signed) {
            fail("durability: validator \(who) sent what its log does not hold: \(signed.message)")
        }
    }
}
