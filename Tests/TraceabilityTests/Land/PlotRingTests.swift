import Foundation
import LedgerCore
import Testing
import Traceability

/// Outlines by themselves: Docs/Spec/MassBalance.md §13.5.
struct PlotRingTests {
    private typealias Corner = (Int64, Int64)

    private func ring(_ corners: [Corner], at origin: GeoPoint? = nil) -> PlotRing {
        let origin = origin ?? GeoPoint(longitude: 0, latitude: 0)
        return PlotRing(
            corners.map {
                GeoPoint(
                    longitude: origin.longitude + $0.0, latitude: origin.latitude + $0.1)
            })
    }

    /// A star of corners in the order of their directions: simple, and seldom convex.
    private func star(_ random: inout SeededRandom, around middle: Corner) -> [GeoPoint]? {
        let count = Int(3 + random.next(below: 6))
        let corners = (0..<count).map { index -> GeoPoint in
            let angle = Double(index) / Double(count) * 2 * Double.pi
            let far = Double(1 + random.next(below: 12))
            return GeoPoint(
                longitude: middle.0 + Int64((far * cos(angle)).rounded()),
                latitude: middle.1 + Int64((far * sin(angle)).rounded()))
        }
        let isSound = PlotRing(corners).fault == nil
        return isSound ? (random.next(below: 2) == 0 ? corners : corners.reversed()) : nil
    }

    @Test func `rings that are none say why`() {
        let square: [Corner] = [(0, 0), (9, 0), (9, 9), (0, 9)]
        let faults: [([Corner], String?)] = [
            (square, nil), (square.reversed(), nil), ([(0, 0), (9, 0), (0, 9)], nil),
            ([(0, 0), (4, 0), (9, 0), (9, 9), (0, 9)], nil),
            ([(0, 0), (9, 0)], "it has 2 corners, and 3 to 256 are allowed"),
            (Array(repeating: (1, 1), count: 257), "it has 257 corners, and 3 to 256 are allowed"),
            (square + [(0, 9)], "corner 4 is there twice in a row"),
            (square + [(0, 0)], "corner 5 is there twice in a row"),
            ([(0, 0), (9, 0), (4, 0)], "it turns back on itself after corner 1"),
            ([(0, 0), (9, 0), (9, 9), (4, 9), (6, 9)], "it turns back on itself after corner 3"),
            ([(0, 0), (9, 9), (9, 0), (0, 9)], "side 3 meets side 1"),
            // A corner on another side, a corner on another corner, a side along another.
            ([(0, 0), (9, 0), (9, 9), (4, 0), (0, 9)], "side 3 meets side 1"),
            ([(0, 0), (4, 4), (9, 0), (9, 9), (4, 4), (0, 9)], "side 4 meets side 1"),
            ([(0, 0), (9, 0), (9, 5), (6, 0), (3, 0), (0, 5)], "side 3 meets side 1"),
        ]

        for (corners, fault) in faults { #expect(ring(corners).fault == fault, "\(corners)") }
    }

    @Test func `a ring is sound exactly where no two sides have more than their corner in common`()
    {
        var random = SeededRandom(seed: 3)
        var (sound, unsound) = (0, 0)
        for _ in 0..<4000 {
            let corners = (0..<(3 + random.next(below: 4))).map { _ in
                GeoPoint(longitude: random.next(below: 7), latitude: random.next(below: 7))
            }

            let fault = PlotRing(corners).fault

            #expect((fault == nil) == hasDistinctSides(corners), "\(corners)")
            if fault == nil { sound += 1 } else { unsound += 1 }
        }
        #expect(sound > 300 && unsound > 300)
    }

    /// By solving for where the lines of two sides cross, in fractions.
    private func hasDistinctSides(_ corners: [GeoPoint]) -> Bool {
        let count = corners.count
        for first in 0..<count {
            for second in (first + 1)..<count {
                let (a, b) = (corners[first], corners[(first + 1) % count])
                let (c, d) = (corners[second], corners[(second + 1) % count])
                var common = commonPoints(a, b, c, d)
                if second == first + 1 { common -= b == c ? 1 : 0 }
                if first == 0, second == count - 1 { common -= d == a ? 1 : 0 }
                if common > 0 || a == b || c == d { return false }
            }
        }
        return true
    }

    /// How many points two sides have in common; 3 for more than two.
    private func commonPoints(_ a: GeoPoint, _ b: GeoPoint, _ c: GeoPoint, _ d: GeoPoint) -> Int {
        let (rx, ry) = (b.longitude - a.longitude, b.latitude - a.latitude)
        let (sx, sy) = (d.longitude - c.longitude, d.latitude - c.latitude)
        let (qx, qy) = (c.longitude - a.longitude, c.latitude - a.latitude)
        let steep = rx * sy - ry * sx
        if steep != 0 {
            // a + t·r = c + u·s
            let (t, u) = (qx * sy - qy * sx, qx * ry - qy * rx)
            let isInside = { (part: Int64) in
                steep > 0 ? (0...steep).contains(part) : (steep...0).contains(part)
            }
            return isInside(t) && isInside(u) ? 1 : 0
        }
        guard qx * ry == qy * rx else { return 0 }
        let along = { (point: GeoPoint) in
            (point.longitude - a.longitude) * rx + (point.latitude - a.latitude) * ry
        }
        let (from, to) = (min(along(c), along(d)), max(along(c), along(d)))
        let (west, east) = (max(from, 0), min(to, along(b)))
        return west > east ? 0 : west == east ? 1 : 3
    }

    @Test func `a bow across the whole globe does not overflow`() {
        let far = 180 * GeoPoint.degree
        let pole = 90 * GeoPoint.degree

        #expect(
            ring([(-far, -pole), (far, pole), (far, -pole), (-far, pole)]).fault
                == "side 3 meets side 1")
        #expect(ring([(-far, -pole), (far, -pole), (far, pole), (-far, pole)]).fault == nil)
        // The whole ellipsoid has 510,065,622 km², of which interpolation misses a little.
        let whole = ring([(-far, -pole), (far, -pole), (far, pole), (-far, pole)]).squareMetres
        #expect((510_040_000_000_000...510_066_000_000_000).contains(whole))
    }

    @Test func `square metres of a square unit are those of WGS 84`() {
        let (a, flattening) = (6_378_137.0, 1 / 298.257_223_563)
        let e2 = flattening * (2 - flattening)
        let unit = Double.pi / 180 * 1e-7

        for (degree, value) in LandScale.perSquareUnit.enumerated() {
            let angle = Double(degree) * Double.pi / 180
            let w = 1 - e2 * sin(angle) * sin(angle)
            let exact = a * a * (1 - e2) / (w * w) * cos(angle) * unit * unit * 1e12
            #expect(abs(Double(value) - exact) <= 0.51, "\(degree)")
        }
        #expect(LandScale.perSquareUnit.count == 91)
    }

    /// Rectangles between parallels and meridians, whose area has a closed form.
    @Test(arguments: [0.0, 12.3, 38.55, 40.99, 55.5, 69.9, -38.55])
    func `areas are right to a tenth of a thousandth`(latitude: Double) {
        let e = (2 / 298.257_223_563 - 1 / (298.257_223_563 * 298.257_223_563)).squareRoot()
        func zone(_ degrees: Double) -> Double {
            let s = sin(degrees * Double.pi / 180)
            let b2 = 6_378_137.0 * 6_378_137.0 * (1 - e * e)
            return b2 / 2 * (s / (1 - e * e * s * s) + atanh(e * s) / e)
        }
        let south = Int64((latitude * 1e7).rounded())
        let origin = GeoPoint(longitude: 687_000_000, latitude: south)
        let rectangle = ring(
            [(0, 0), (117_000, 0), (117_000, 90_000), (0, 90_000)], at: origin)

        let exact =
            (zone(Double(south + 90_000) / 1e7) - zone(Double(south) / 1e7)) * 117_000 * 1e-7
            * Double.pi / 180

        #expect(abs(Double(rectangle.squareMetres) - exact) <= exact / 10_000 + 1)
        #expect(PlotRing(rectangle.points.reversed()).squareMetres == rectangle.squareMetres)
    }

    @Test func `what outlines share is what strips of them share`() throws {
        var random = SeededRandom(seed: 5)
        var (seen, apart) = (0, 0)
        for _ in 0..<600 {
            guard let first = star(&random, around: (20, 20)),
                let second = star(
                    &random,
                    around: (12 + random.next(below: 17), 12 + random.next(below: 17)))
            else { continue }
            let exact = SharedLand.area(first, second)

            let found = PlotRing(first).overlap(with: PlotRing(second))

            // Widths over which sides lie above one another are below 30 · 8 · 8 units.
            #expect(abs((found << 10) - exact) < 8192 << 8, "\(first) \(second)")
            #expect(abs(found - PlotRing(second).overlap(with: PlotRing(first))) < 256)
            seen += 1
            apart += exact == 0 ? 1 : 0
        }
        #expect(seen > 200 && apart > 5 && apart < seen / 2)
    }

    @Test func `an outline shares all of itself with itself, and nothing with its neighbour`() {
        let corners: [Corner] = [
            (0, 0), (70_001, 333), (70_001, 90_000), (30_000, 40_000), (7, 80_000),
        ]
        let origin = GeoPoint(longitude: 687_000_000, latitude: 385_000_000)
        let plot = ring(corners, at: origin)
        // Shares the eastern side with it.
        let next = ring(
            [(70_001, 333), (90_000, 0), (90_000, 90_000), (70_001, 90_000)], at: origin)
        let all = plot.twiceSquareUnits << 19

        let (own, back) = (plot.overlap(with: plot), PlotRing(plot.points.reversed()))

        #expect(abs(own - all) < 10_000_000)
        #expect(back.overlap(with: plot) == own)
        #expect(abs(plot.overlap(with: next)) < 10_000_000)
    }

    @Test func `squares of the grid are counted from the west and south, below zero too`() {
        let land = LandRules(cellSide: 10, cellsMax: 4)
        let cells = land.cells(of: ring([(-1, -11), (5, -11), (5, -3)]).bounds)

        #expect(
            cells
                == [(-1, -2), (0, -2), (-1, -1), (0, -1)].map { PlotCell(column: $0.0, row: $0.1) })
        #expect(land.cells(of: ring([(0, 0), (40, 0), (0, 9)]).bounds) == nil)
    }
}
