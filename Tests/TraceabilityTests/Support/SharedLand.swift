import LedgerCore

/// What two outlines share, by strips between all corners and crossings, in exact fractions: slow, and
/// with nothing in common with how the rules find it.
struct SharedLand {
    /// A fraction with a denominator above 0.
    struct Fraction: Comparable {
        let over: Int128
        let under: Int128

        init(_ over: Int128, _ under: Int128 = 1) {
            var (a, b) = (over.magnitude, under.magnitude)
            while b != 0 { (a, b) = (b, a % b) }
            let divisor = Int128(max(a, 1)) * (under < 0 ? -1 : 1)
            self.over = over / divisor
            self.under = under / divisor
        }

        static func + (left: Fraction, right: Fraction) -> Fraction {
            Fraction(left.over * right.under + right.over * left.under, left.under * right.under)
        }

        static func - (left: Fraction, right: Fraction) -> Fraction {
            left + Fraction(-right.over, right.under)
        }

        static func * (left: Fraction, right: Fraction) -> Fraction {
            Fraction(left.over * right.over, left.under * right.under)
        }

        static func < (left: Fraction, right: Fraction) -> Bool {
            left.over * right.under < right.over * left.under
        }

        /// In parts of 2³⁰, rounded.
        var scaled: Int128 { (over * (1 << 30) + under / 2) / under }
    }

    private typealias Side = (from: GeoPoint, to: GeoPoint)

    /// In square units of 2⁻³⁰, off by one for each strip and band of it.
    static func area(_ first: [GeoPoint], _ second: [GeoPoint]) -> Int128 {
        let (one, other) = (sides(first), sides(second))
        var cuts = (first + second).map { Fraction(Int128($0.longitude)) }
        for side in one { cuts += other.compactMap { crossing(side, $0) } }
        cuts = cuts.sorted()
        var sum = Int128(0)
        for (west, east) in zip(cuts, cuts.dropFirst()) where west < east {
            let middle = (west + east) * Fraction(1, 2)
            let bands = shared(bands(one, at: middle), bands(other, at: middle))
            for (south, north) in bands { sum += ((east - west) * (north - south)).scaled }
        }
        return sum
    }

    private static func sides(_ points: [GeoPoint]) -> [Side] {
        points.indices.map { (points[$0], points[($0 + 1) % points.count]) }
    }

    /// Where two sides have the same height, by longitude.
    private static func crossing(_ first: Side, _ second: Side) -> Fraction? {
        let run = (width(first), width(second))
        guard run.0 != 0, run.1 != 0 else { return nil }
        let steep = rise(first) * run.1 - rise(second) * run.0
        guard steep != 0 else { return nil }
        // y1 + r1·(x − x1)/w1 = y2 + r2·(x − x2)/w2
        let constant =
            (Int128(second.from.latitude) - Int128(first.from.latitude)) * run.0 * run.1
            + rise(first) * run.1 * Int128(first.from.longitude)
            - rise(second) * run.0 * Int128(second.from.longitude)
        return Fraction(constant, steep)
    }

    private static func width(_ side: Side) -> Int128 {
        Int128(side.to.longitude) - Int128(side.from.longitude)
    }

    private static func rise(_ side: Side) -> Int128 {
        Int128(side.to.latitude) - Int128(side.from.latitude)
    }

    /// From south to north, where a line from south to north is inside.
    private static func bands(
        _ sides: [Side], at longitude: Fraction
    ) -> [(Fraction, Fraction)] {
        let heights = sides.filter { side in
            let ends = [side.from, side.to].map { Fraction(Int128($0.longitude)) }
            return ends.min()! < longitude && longitude < ends.max()!
        }.map { side in
            Fraction(Int128(side.from.latitude))
                + Fraction(rise(side), width(side))
                * (longitude - Fraction(Int128(side.from.longitude)))
        }.sorted()
        return stride(from: 0, to: heights.count - 1, by: 2).map { (heights[$0], heights[$0 + 1]) }
    }

    private static func shared(
        _ first: [(Fraction, Fraction)], _ second: [(Fraction, Fraction)]
    ) -> [(Fraction, Fraction)] {
        first.flatMap { one in
            second.compactMap { other in
                let (south, north) = (max(one.0, other.0), min(one.1, other.1))
                return south < north ? (south, north) : nil
            }
        }
    }
}
