package import LedgerCore

/// Whether corners make a plot: three or more, and sides that meet at corners alone.
///
/// Exact: products of differences of coordinates have at most 67 bits.
///
/// Spec: Docs/Spec/MassBalance.md §13.5; OGC 06-103r4 §6.1.11 (simple rings).
extension PlotRing {
    /// Why it is none; nil when it is.
    package var fault: String? {
        guard (3...PlotRing.pointsMax).contains(points.count) else {
            return "it has \(points.count) corners, and 3 to \(PlotRing.pointsMax) are allowed"
        }
        let sides = sides
        for (index, side) in sides.enumerated() {
            if side.from == side.to { return "corner \(index + 1) is there twice in a row" }
            let next = sides[(index + 1) % sides.count]
            if folds(side.from, side.to, next.to) {
                return "it turns back on itself after corner \(index + 1)"
            }
        }
        for first in sides.indices {
            for second in sides.indices.dropFirst(first + 2)
            where !(first == 0 && second == sides.count - 1) {
                if touch(sides[first], sides[second]) {
                    return "side \(second + 1) meets side \(first + 1)"
                }
            }
        }
        return nil
    }

    /// Whether the way back over `corner` is the way there.
    private func folds(_ from: GeoPoint, _ corner: GeoPoint, _ to: GeoPoint) -> Bool {
        guard turn(from, corner, to) == 0 else { return false }
        let east =
            Int128(from.longitude - corner.longitude) * Int128(to.longitude - corner.longitude)
        let north = Int128(from.latitude - corner.latitude) * Int128(to.latitude - corner.latitude)
        return east + north > 0
    }

    private func touch(
        _ first: (from: GeoPoint, to: GeoPoint), _ second: (from: GeoPoint, to: GeoPoint)
    ) -> Bool {
        let ends = (
            turn(first.from, first.to, second.from), turn(first.from, first.to, second.to),
            turn(second.from, second.to, first.from), turn(second.from, second.to, first.to)
        )
        if ends.0 * ends.1 < 0, ends.2 * ends.3 < 0 { return true }
        return ends.0 == 0 && isBetween(second.from, first)
            || ends.1 == 0 && isBetween(second.to, first)
            || ends.2 == 0 && isBetween(first.from, second)
            || ends.3 == 0 && isBetween(first.to, second)
    }

    /// 1 where `third` lies left of the way from `first` to `second`, −1 right of it, 0 on it.
    private func turn(_ first: GeoPoint, _ second: GeoPoint, _ third: GeoPoint) -> Int {
        let one =
            Int128(second.longitude - first.longitude) * Int128(third.latitude - first.latitude)
        let other =
            Int128(second.latitude - first.latitude) * Int128(third.longitude - first.longitude)
        return one == other ? 0 : one > other ? 1 : -1
    }

    /// Whether a point on the line of a side lies on the side.
    private func isBetween(
        _ point: GeoPoint, _ side: (from: GeoPoint, to: GeoPoint)
    ) -> Bool {
        (min(side.from.longitude, side.to.longitude)...max(side.from.longitude, side.to.longitude))
            .contains(point.longitude)
            && (min(
                side.from.latitude, side.to.latitude)...max(
                    side.from.latitude, side.to.latitude)).contains(point.latitude)
    }
}
