import Foundation
import Simulation

/// What a reader is told.
enum Report {
    /// A run that failed: the seed first, and how to see it again.
    static func tell(_ outcome: Run.Outcome, isReal: Bool) {
        let what = outcome.violation ?? "only \(outcome.height) heights"
        print("SEED \(outcome.seed) \(isReal ? "(real signatures) " : "")FAILED: \(what)")
        print("  \(line(outcome))")
        print("  again: make simulate SEED=\(outcome.seed)\(isReal ? " REAL=1" : "")")
    }

    static func line(_ outcome: Run.Outcome) -> String {
        "seed \(outcome.seed): \(outcome.setting); \(outcome.height) heights in "
            + "\(outcome.milliseconds) ms, \(outcome.messages) messages, digest "
            + String(outcome.digest, radix: 16)
    }

    static func text(of outcome: Search.Outcome, faulty: Int) -> String {
        """
        liar \(faulty): \(outcome.states) states, \(outcome.moves) moves; decided in \
        \(outcome.decidedStates), locked in \(outcome.lockedStates); \
        \(outcome.isComplete ? "nothing left out" : "\(outcome.left) states not gone on from")\
        \(outcome.violation.map { "\nFAILED: \($0)" } ?? "")
        """
    }

    static func text(of tally: Tally, cpuSeconds: Double, isReal: Bool) -> String {
        let rate = Int(Double(tally.messages) / max(cpuSeconds, 0.001))
        let faults = Fault.allCases.map { "\($0.name) \(tally.faults[$0])" }
        return """
            \(tally.seeds) seeds with \(isReal ? "Ed25519 and the ledger's rules" : "fake signatures"): \
            \(tally.seeds - tally.bad.count) good
            \(tally.heights) heights decided, \(tally.laterRounds) of them after round 0; \
            \(tally.refused) transactions refused, \(tally.evidence) pieces of evidence
            \(tally.messages) messages in \(tally.milliseconds / 1_000) s of simulated time
            \(String(format: "%.1f", cpuSeconds)) s of CPU: \(rate) messages/s
            faults: \(faults.joined(separator: ", "))
            """
    }
}
