package import LedgerCore

/// How much of two outlines is the same land.
///
/// An outline is the sum of the trapezoids under its sides, those of sides that go back counted
/// negative. So what two outlines share is the sum, over each pair of a side of the one and a side of
/// the other, of what their trapezoids share: the area under the lower of two straight lines. That
/// needs no corner of the common part, so nothing can go wrong where sides touch or coincide.
///
/// Heights are in 2⁻²⁰ units, rounded down. With W the width over which sides of the two lie above one
/// another, summed over all pairs, the result is off by less than 2⁻¹⁸·W square units: for two fields
/// of 100 m a few hundredths of a square unit, where one is a square centimetre.
///
/// Spec: Docs/Spec/MassBalance.md §13.5.
extension PlotRing {
    /// In 2⁻²⁰ squares of units; never negative.
    ///
    /// - Precondition: both are sound, and no wider than the grid allows (2²⁵ units each way).
    package func overlap(with other: PlotRing) -> Int128 {
        let bounds = (bounds, other.bounds)
        guard bounds.0.meets(bounds.1) else { return 0 }
        let base = min(bounds.0.south, bounds.1.south)
        let others = other.slopes(above: base)
        var sum = Int128(0)
        for slope in slopes(above: base) {
            for other in others { sum += slope.shared(with: other) }
        }
        return max(0, isClockwise == other.isClockwise ? sum : -sum)
    }

    private func slopes(above base: Int64) -> [Slope] {
        sides.compactMap { Slope($0.from, $0.to, above: base) }
    }

    private var isClockwise: Bool {
        var sum = Int128(0)
        for side in sides {
            sum +=
                Int128(side.to.longitude - side.from.longitude)
                * Int128(
                    side.to.latitude - points[0].latitude + side.from.latitude
                        - points[0].latitude)
        }
        return sum > 0
    }
}

/// A side as the upper edge of its trapezoid.
private struct Slope {
    /// Fraction bits of a height.
    static let scale: Int128 = 1 << 20

    let west: Int64
    let east: Int64
    /// Above the base, at the western end.
    let height: Int64
    let rise: Int64
    /// Whether the outline goes east along it.
    let goesEast: Bool

    /// Nil for a side from north to south, under which there is nothing.
    init?(_ from: GeoPoint, _ to: GeoPoint, above base: Int64) {
        guard from.longitude != to.longitude else { return nil }
        goesEast = from.longitude < to.longitude
        let (left, right) = goesEast ? (from, to) : (to, from)
        west = left.longitude
        east = right.longitude
        height = left.latitude - base
        rise = right.latitude - left.latitude
    }

    /// What lies under both, between where both begin and where one ends; negative where their
    /// outlines go opposite ways.
    func shared(with other: Slope) -> Int128 {
        let (from, to) = (max(west, other.west), min(east, other.east))
        guard from < to else { return 0 }
        let width = Int128(to - from)
        let (left, right) = (at(from), at(to))
        let above = (left - other.at(from), right - other.at(to))
        let area = width * (left + right) / 2 - Slope.positivePart(above.0, above.1, width)
        return goesEast == other.goesEast ? area : -area
    }

    /// Rounded down, since heights are above the base.
    private func at(_ longitude: Int64) -> Int128 {
        let along = Int128(rise) * Int128(longitude - west) * Slope.scale
        let (quotient, remainder) = along.quotientAndRemainder(dividingBy: Int128(east - west))
        return Int128(height) * Slope.scale + (remainder < 0 ? quotient - 1 : quotient)
    }

    /// The area over zero of a straight line from one height to another.
    private static func positivePart(
        _ left: Int128, _ right: Int128, _ width: Int128
    ) -> Int128 {
        if left <= 0, right <= 0 { return 0 }
        if left >= 0, right >= 0 { return width * (left + right) / 2 }
        let (over, under) = left > 0 ? (left, right) : (right, left)
        return width * over * over / (2 * (over - under))
    }
}
