/// SplitMix64: the same numbers for the same seed on every machine.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next(below bound: Int) -> Int {
        Int(next() % UInt64(bound))
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}

extension SeededRandom {
    /// The bytes cut short, with one more, or with some changed.
    mutating func damage(_ sound: [UInt8]) -> [UInt8] {
        var damaged = sound
        switch next(below: 4) {
        case 0: damaged.removeLast(1 + next(below: damaged.count))
        case 1: damaged.insert(UInt8(next(below: 256)), at: next(below: damaged.count))
        default:
            for _ in 0...next(below: 3) {
                damaged[next(below: damaged.count)] = UInt8(next(below: 256))
            }
        }
        return damaged
    }
}
