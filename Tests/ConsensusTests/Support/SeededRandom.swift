/// SplitMix64: all chance of a run, from one number.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// True in so many of a thousand cases.
    mutating func chance(perMille: Int) -> Bool {
        perMille > 0 && next() % 1000 < UInt64(perMille)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func milliseconds(upTo max: Int64) -> Int64 { Int64(next() % UInt64(max + 1)) }
}
