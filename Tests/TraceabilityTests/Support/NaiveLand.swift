import Foundation
import LedgerCore

/// A field with sides to the four winds, in units of 10⁻⁷ degrees.
///
/// Areas are those of the ellipsoid by its closed formula, in floating point: seasons draw nothing so near to a
/// limit that it matters.
struct NaiveField: Hashable {
    static let degree: Int64 = 10_000_000

    var west: Int64
    var south: Int64
    var width: Int64
    var height: Int64

    var corners: [GeoPoint] {
        [(0, 0), (width, 0), (width, height), (0, height)].map { x, y in
            GeoPoint(longitude: west + x, latitude: south + y)
        }
    }

    /// m²
    var area: Double {
        NaiveField.area(south: south, north: south + height, width: width)
    }

    func shared(with other: NaiveField) -> Double {
        let (left, right) = (max(west, other.west), min(west + width, other.west + other.width))
        let bottom = max(south, other.south)
        let top = min(south + height, other.south + other.height)
        guard left < right, bottom < top else { return 0 }
        return NaiveField.area(south: bottom, north: top, width: right - left)
    }

    /// About as wide as high.
    init(west: Int64, south: Int64, squareMetres: UInt64) {
        self.west = west
        self.south = south
        width = 1
        height = max(1, Int64(Double(squareMetres).squareRoot() / 0.0111))
        width = max(1, Int64((Double(squareMetres) / area).rounded()))
    }

    /// WGS 84; between two latitudes, and over a width of longitude.
    private static func area(south: Int64, north: Int64, width: Int64) -> Double {
        let (a, flattening) = (6_378_137.0, 1 / 298.257_223_563)
        let b = a * (1 - flattening)
        let e = (2 * flattening - flattening * flattening).squareRoot()
        func part(_ latitude: Int64) -> Double {
            let sine = sin(Double(latitude) / Double(degree) * .pi / 180)
            let curved = sine / (1 - e * e * sine * sine)
            return curved + log((1 + e * sine) / (1 - e * sine)) / (2 * e)
        }
        let radians = Double(width) / Double(degree) * .pi / 180
        return b * b / 2 * (part(north) - part(south)) * radians
    }
}

/// What the administrators know of a plot.
struct NaivePlot: Equatable {
    let owner: String
    /// m²
    let area: UInt64
    /// Nil for one that was not surveyed.
    let field: NaiveField?
}

/// A country, and what grows in it.
struct NaiveTerritory {
    let country: String
    let west: Int64
    let south: Int64
    let east: Int64
    let north: Int64

    func holds(_ field: NaiveField) -> Bool {
        west <= field.west && field.west + field.width <= east && south <= field.south
            && field.south + field.height <= north
    }
}

/// No land is two plots', by MassBalance.md §13.5.
extension NaiveLedger {
    mutating func register(_ name: String, _ plot: NaivePlot) -> Bool {
        if let field = plot.field {
            if let territory, !territory.holds(field) { return false }
            guard abs(Double(plot.area) - field.area) <= field.area * 0.05 else { return false }
            var sum = 0.0
            // order-free: a sum, and each must hold by itself.
            for (other, known) in plots where other != name {
                guard let land = known.field else { continue }
                let shared = field.shared(with: land)
                if shared > min(field.area, land.area) * 0.02 { return false }
                sum += shared
            }
            guard sum <= field.area * 0.02 else { return false }
        }
        plots[name] = plot
        return true
    }
}
