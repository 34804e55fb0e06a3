/// SplitMix64: all chance of a run, from one number.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// True in so many of a thousand cases.
    package mutating func chance(perMille: Int) -> Bool {
        perMille > 0 && next() % 1000 < UInt64(perMille)
    }

    package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    package mutating func milliseconds(upTo max: Int64) -> Int64 { Int64(next() % UInt64(max + 1)) }

    package mutating func milliseconds(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + milliseconds(upTo: range.upperBound - range.lowerBound)
    }

    /// One of several things.
    package mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[below(choices.count)]
    }

    package mutating func digest() -> [UInt8] {
        (0..<4).flatMap { _ in withUnsafeBytes(of: next().littleEndian) { Array($0) } }
    }
}
