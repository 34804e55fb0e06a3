/// A cluster and its bad days, drawn from a seed.
package struct Plan: Sendable {
    package static let sizes = [1, 2, 3, 4, 4, 4, 4, 5, 6, 7, 7, 10]
    /// So long the days stay bad; then everything is mended.
    package static let badMilliseconds: Int64 = 45_000
    /// After so many heights everything is mended too.
    package static let badHeights = 40
    /// A seed counts when it decided so many.
    package static let heights = 50
    /// When all is mended, no height takes longer.
    package static let heightMilliseconds: Int64 = 120_000

    package let seed: UInt64
    /// Of each validator.
    package let behaviours: [Behaviour]
    package let observers: Int
    /// Of a node, before each output.
    let crashPerMille: Int
    let drifts: Bool
    /// Whether a validator may come back from an old backup. It counts as a faulty one.
    let restores: Bool
    let clientMilliseconds: Int64
    let firstTransaction: Int
    /// How long the administrators wait before they change the validators again; nil where they never do.
    let seatChangeMilliseconds: Int64?
    /// Which of the chain's sequences of changes they go through.
    let seatChanges: Int

    package init(seed: UInt64) {
        var random = SeededRandom(seed: seed ^ 0xDAF7)
        let count = random.pick(Plan.sizes)
        let faultyMax = (count - 1) / 3
        let faulty = faultyMax == 0 ? 0 : random.below(faultyMax + 1)
        let kinds = Behaviour.allCases.filter { $0 != .honest }
        var behaviours = (0..<count).map { _ in Behaviour.honest }
        for _ in 0..<faulty { behaviours[random.below(count)] = random.pick(kinds) }
        self.init(seed: seed, behaviours: behaviours)
    }

    /// With validators that behave so, whatever the seed would make of them.
    package init(seed: UInt64, behaviours: [Behaviour]) {
        var random = SeededRandom(seed: seed ^ 0x5EED)
        self.seed = seed
        self.behaviours = behaviours
        let faulty = behaviours.count { $0 != .honest }
        restores = faulty < (behaviours.count - 1) / 3
        observers = random.below(3)
        crashPerMille = random.pick([0, 0, 1, 4])
        drifts = random.chance(perMille: 500)
        clientMilliseconds = random.pick([30, 60, 150])
        firstTransaction = random.below(640)
        seatChangeMilliseconds = random.pick([nil, 300, 1_000, 4_000])
        seatChanges = random.below(SeatChange.walks)
    }

    package var hasLiars: Bool { behaviours.contains(where: \.lies) }
}
