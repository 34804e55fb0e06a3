package import LedgerCore

/// The box around an outline.
package struct RingBounds: Hashable, Sendable {
    package var west: Int64
    package var south: Int64
    package var east: Int64
    package var north: Int64

    package func meets(_ other: RingBounds) -> Bool {
        west < other.east && other.west < east && south < other.north && other.south < north
    }
}

extension PlotRing {
    package var bounds: RingBounds {
        var bounds = RingBounds(west: .max, south: .max, east: .min, north: .min)
        for point in points {
            bounds.west = min(bounds.west, point.longitude)
            bounds.south = min(bounds.south, point.latitude)
            bounds.east = max(bounds.east, point.longitude)
            bounds.north = max(bounds.north, point.latitude)
        }
        return bounds
    }

    /// Each side from corner to corner, the last back to the first.
    package var sides: [(from: GeoPoint, to: GeoPoint)] {
        points.indices.map { (points[$0], points[($0 + 1) % points.count]) }
    }
}

extension LandRules {
    /// The squares that bounds reach into, row by row; nil for more than are allowed.
    package func cells(of bounds: RingBounds) -> [PlotCell]? {
        let (west, east) = (index(bounds.west), index(bounds.east))
        let (south, north) = (index(bounds.south), index(bounds.north))
        guard (east - west + 1) * (north - south + 1) <= Int64(cellsMax) else { return nil }
        return (south...north).flatMap { row in
            (west...east).map { PlotCell(column: $0, row: row) }
        }
    }

    /// Rounded down, west of Greenwich too.
    private func index(_ units: Int64) -> Int64 {
        let (quotient, remainder) = units.quotientAndRemainder(dividingBy: cellSide)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
