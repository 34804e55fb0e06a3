package import LedgerCore

/// How large an outline is.
///
/// Corners are laid out on a plane on which areas are those of the ellipsoid (Lambert's cylinder):
/// longitude to the east, and to the north the area of a strip from the equator. There the shoelace
/// formula is exact in integers. What is left of error: square metres of a square unit are known at
/// each whole degree and interpolated in between (less than 0.05 ‰ too small), and a side that is
/// straight in degrees is not quite so on that plane (less than 1 ‰ for sides up to 0.2° long and
/// within 70° of the equator).
///
/// Spec: Docs/Spec/MassBalance.md §13.5.
extension PlotRing {
    /// Rounded down to whole square metres.
    package var squareMetres: UInt64 {
        let origin = points[0]
        let floor = LandScale.strip(to: origin.latitude)
        let corners = points.map { point in
            (
                east: Int128(point.longitude - origin.longitude),
                north: LandScale.strip(to: point.latitude) - floor
            )
        }
        return UInt64(clamping: twiceArea(corners).magnitude / 2 / 1_000_000_000_000)
    }

    /// In squares of units, twice; whatever the way round.
    package var twiceSquareUnits: Int128 {
        let origin = points[0]
        let doubled = twiceArea(
            points.map { point in
                (
                    east: Int128(point.longitude - origin.longitude),
                    north: Int128(point.latitude - origin.latitude)
                )
            })
        return doubled < 0 ? -doubled : doubled
    }

    private func twiceArea(_ corners: [(east: Int128, north: Int128)]) -> Int128 {
        var sum = Int128(0)
        for (index, corner) in corners.enumerated() {
            let next = corners[(index + 1) % corners.count]
            sum += corner.east * next.north - next.east * corner.north
        }
        return sum
    }
}

/// How much land a square unit is, by latitude.
package enum LandScale {
    /// Square micrometres of a square unit (10⁻⁷ degrees each way) on WGS 84 at each degree from the
    /// equator: M·N·cos φ·(π/180·10⁻⁷)²·10¹², rounded.
    package static let perSquareUnit: [Int64] = [
        123_090_721, 123_072_475, 123_017_743, 122_926_537, 122_798_878, 122_634_795, 122_434_327,
        122_197_519, 121_924_427, 121_615_113, 121_269_650, 120_888_118, 120_470_607, 120_017_213,
        119_528_043, 119_003_213, 118_442_847, 117_847_078, 117_216_046, 116_549_905, 115_848_812,
        115_112_938, 114_342_460, 113_537_566, 112_698_454, 111_825_329, 110_918_406, 109_977_912,
        109_004_082, 107_997_159, 106_957_398, 105_885_064, 104_780_430, 103_643_780, 102_475_409,
        101_275_620, 100_044_727, 98_783_055, 97_490_937, 96_168_719, 94_816_755, 93_435_411,
        92_025_061, 90_586_092, 89_118_899, 87_623_889, 86_101_478, 84_552_093, 82_976_171,
        81_374_160, 79_746_516, 78_093_707, 76_416_211, 74_714_515, 72_989_117, 71_240_524,
        69_469_253, 67_675_830, 65_860_791, 64_024_683, 62_168_058, 60_291_481, 58_395_525,
        56_480_770, 54_547_806, 52_597_231, 50_629_652, 48_645_681, 46_645_941, 44_631_062,
        42_601_679, 40_558_435, 38_501_981, 36_432_974, 34_352_074, 32_259_952, 30_157_280,
        28_044_738, 25_923_010, 23_792_785, 21_654_754, 19_509_616, 17_358_071, 15_200_822,
        13_038_575, 10_872_041, 8_701_930, 6_528_955, 4_353_831, 2_177_274, 0,
    ]

    /// Square micrometres of a strip one unit wide from the equator to a latitude; negative in the
    /// south. Linear between degrees before it is summed, so the sum is exact but for one rounding.
    package static func strip(to latitude: Int64) -> Int128 {
        let units = Int64(clamping: latitude.magnitude)
        let degree = min(Int(units / GeoPoint.degree), perSquareUnit.count - 2)
        let rest = Int128(units) - Int128(degree) * Int128(GeoPoint.degree)
        let whole = (0..<degree).reduce(Int128(0)) { sum, degree in
            sum + Int128(perSquareUnit[degree] + perSquareUnit[degree + 1])
        }
        let slope = Int128(perSquareUnit[degree + 1] - perSquareUnit[degree])
        let size =
            whole * Int128(GeoPoint.degree) / 2 + rest * Int128(perSquareUnit[degree])
            + rest * rest * slope / (2 * Int128(GeoPoint.degree))
        return latitude < 0 ? -size : size
    }
}
