/// What goes wrong, in thousandths and milliseconds.
struct Faults {
    /// Messages lost, and messages delivered twice.
    var lossPerMille = 0
    var duplicationPerMille = 0
    var delayMilliseconds: Int64 = 5
    /// Crashes at one output of a step: what stands before it is done, the rest is not.
    var crashPerMille = 0
    /// How long a crashed validator is down.
    var downMilliseconds: Int64 = 3_000
    /// How far a clock is off, either way.
    var clockMilliseconds: Int64 = 300
    /// How long the disk and execution take.
    var hostMilliseconds: Int64 = 15

    /// A bad day.
    static func drawn(with random: inout SeededRandom) -> Faults {
        Faults(
            lossPerMille: [0, 50, 200, 400][random.below(4)],
            duplicationPerMille: [0, 100][random.below(2)],
            delayMilliseconds: [5, 100, 600][random.below(3)],
            crashPerMille: [0, 4, 15][random.below(3)])
    }

    /// The same network after the bad day: it still loses messages, but nobody crashes any more.
    var healed: Faults {
        Faults(
            lossPerMille: min(lossPerMille, 100), duplicationPerMille: duplicationPerMille,
            delayMilliseconds: min(delayMilliseconds, 100), crashPerMille: 0,
            clockMilliseconds: clockMilliseconds)
    }
}

/// How a validator behaves.
enum Behaviour: Hashable, CaseIterable {
    case honest
    /// Never says anything.
    case silent
    /// Two processes with one key, each of which talks to a part of the others that changes.
    case twin
    /// Forgets everything when it crashes, its own votes included.
    case amnesiac
    /// Votes for whatever it has heard of, in any round, differently to everybody.
    case liar
}
