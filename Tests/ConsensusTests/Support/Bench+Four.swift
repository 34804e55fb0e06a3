import Consensus
import LedgerCore

/// Four validators, and where the one on the bench begins.
extension Bench {
    /// One that proposes neither in round 0 nor in round 1, asleep.
    static func follower() -> Bench {
        let chain = TestChain(validators: 4)
        return Bench(chain: chain, own: chain.proposer(.first, 2), log: MemoryLog())
    }

    /// The same, awake, in step prevote of round 0, having prevoted the block.
    static func prevoted(_ content: UInt64 = 1) -> (bench: Bench, block: Block) {
        var bench = follower()
        bench.give(.transactionsAvailable(offered: true))
        let block = bench.block(content)
        bench.giveProposal(block, round: 0)
        bench.outputs = []
        return (bench, block)
    }
}

extension RoundState {
    /// A state of the first height.
    static func first(
        _ round: UInt32, _ step: Step, locked: RoundValue? = nil, valid: RoundValue? = nil,
        fired: OnceRules = []
    ) -> RoundState {
        RoundState(
            height: .first, round: Round(round), step: step, locked: locked, valid: valid,
            fired: fired)
    }
}

extension RoundValue {
    init(_ block: Block, _ round: UInt32) {
        self.init(block: block.id, round: Round(round))
    }
}
