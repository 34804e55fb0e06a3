/// What many runs add up to.
package struct Tally: Equatable, Sendable {
    package private(set) var seeds = 0
    package private(set) var heights = 0
    package private(set) var messages = 0
    package private(set) var milliseconds: Int64 = 0
    package private(set) var refused = 0
    package private(set) var laterRounds = 0
    package private(set) var evidence = 0
    package private(set) var faults = FaultCounts()
    /// Runs with a violation, or that decided too little to count.
    package private(set) var bad: [Run.Outcome] = []

    package init() {}

    package mutating func add(_ outcome: Run.Outcome) {
        seeds += 1
        heights += outcome.height
        messages += outcome.messages
        milliseconds += outcome.milliseconds
        refused += outcome.refused
        laterRounds += outcome.laterRounds
        evidence += outcome.evidence
        faults.add(outcome.faults)
        if !outcome.counts { bad.append(outcome) }
    }

    /// So few seeds that chance may have left a fault out.
    package static let seedsForEveryFault = 200

    /// Why the runs prove nothing; nil when all is well.
    package var failure: String? {
        if let first = bad.first {
            return "seed \(first.seed): \(first.violation ?? "only \(first.height) heights")"
        }
        guard seeds >= Tally.seedsForEveryFault, !faults.missing.isEmpty else { return nil }
        return "never happened: " + faults.missing.map(\.name).joined(separator: ", ")
    }
}
