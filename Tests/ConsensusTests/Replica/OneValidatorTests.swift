import Consensus
import LedgerCore
import Testing

/// n = 1: the same rules, in which one's own vote is a quorum.
@Suite struct OneValidatorTests {
    @Test func `a validator alone decides with three writes`() throws {
        var bench = Bench(validators: 1, own: 0)
        bench.give(.start)

        bench.give(.transactionsAvailable(offered: true))
        let request = try #require(bench.requests.first)
        let block = bench.chain.block(1, for: request, at: bench.chain.start)
        bench.give(.blockBuilt(block, for: request))

        let decided = try #require(bench.decided.first)
        #expect(decided.block == block)
        #expect(decided.certificate.round == .zero)
        #expect(bench.chain.verification(.first).quorum(decided.certificate) != nil)
        // Proposal with prevote, then precommit; the third write is the block.
        #expect(bench.log.writes == 2)
        #expect(bench.replica.state.step == .decided)
    }

    @Test func `after the commit the next height sleeps until there is work`() throws {
        var bench = Bench(validators: 1, own: 0)
        bench.give(.transactionsAvailable(offered: true))
        let request = try #require(bench.requests.first)
        let block = bench.chain.block(1, for: request, at: bench.chain.start)
        bench.give(.blockBuilt(block, for: request))
        bench.outputs = []

        bench.log.commit(.first)
        bench.give(.committed(next: bench.chain.start(after: block)))

        #expect(bench.replica.state == RoundState(height: Height(2)))
        #expect(bench.timers.isEmpty)
        guard case .cancelTimers = try #require(bench.outputs.first) else {
            Issue.record("timers run while idle: \(bench.outputs)")
            return
        }
    }

    /// Besu #8307: a single validator that was restarted must go on by itself.
    @Test(arguments: 0...4) func `it produces after a restart without peers`(stop: Int) throws {
        var bench = Bench(validators: 1, own: 0)
        bench.writesAtOnce = false
        var block: Block?
        let steps: [(inout Bench) throws -> Void] = [
            { bench in bench.give(.transactionsAvailable(offered: true)) },
            { bench in
                let request = try #require(bench.requests.last)
                block = bench.chain.block(1, for: request, at: bench.chain.start)
                bench.give(.blockBuilt(block, for: request))
            },
            { bench in bench.acknowledgeWrites() },
            { bench in bench.acknowledgeWrites() },
        ]
        for step in steps.prefix(stop) { try step(&bench) }
        let before = bench.log.messages

        bench.writesAtOnce = true
        bench.restart()
        bench.give(.transactionsAvailable(offered: true))
        if let request = bench.requests.last {
            bench.wait(5)
            bench.give(
                .blockBuilt(bench.chain.block(2, for: request, at: bench.chain.start), for: request)
            )
        }

        let decided = try #require(bench.decided.first)
        // The log refuses a second message for one place; what was signed before is what counts.
        #expect(bench.log.messages.starts(with: before))
        if stop >= 2 { #expect(decided.block == block) }
    }
}
