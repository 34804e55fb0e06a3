/// Median and median absolute deviation: a few wrong values among many do not move them.
struct Spread: Equatable {
    let median: Int64
    let deviation: Int64

    /// - Parameter values: at least one.
    init?(of values: [Int64]) {
        guard let median = Spread.median(of: values),
            let deviation = Spread.median(of: values.map { Spread.distance($0, median) })
        else { return nil }
        self.median = median
        self.deviation = deviation
    }

    /// How far a value may be from the median: the deviation times `perMille`, and at least
    /// `leastPerMille` of the median.
    func reach(perMille: Int64, leastPerMille: Int64) -> Int64 {
        max(
            Spread.scaled(deviation, by: perMille, over: 1_000),
            Spread.scaled(median, by: leastPerMille, over: 1_000))
    }

    static func distance(_ left: Int64, _ right: Int64) -> Int64 {
        Int64(clamping: (Int128(left) - Int128(right)).magnitude)
    }

    /// value × factor ÷ divisor, rounded down, and the largest number where it does not fit.
    static func scaled(_ value: Int64, by factor: Int64, over divisor: Int64) -> Int64 {
        precondition(divisor > 0, "a share of nothing")
        return Int64(clamping: Int128(value) * Int128(factor) / Int128(divisor))
    }

    /// The lower one of two in the middle.
    private static func median(of values: [Int64]) -> Int64? {
        guard !values.isEmpty else { return nil }
        return values.sorted()[(values.count - 1) / 2]
    }
}
