package import EPCIS
package import LedgerCore

/// Why a GeoJSON text gives no outline.
package struct OutlineError: Error, Equatable, Sendable {
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// Outlines as surveyors write them.
///
/// Spec: RFC 7946 §3.1 (longitude first), §3.1.6 (a ring ends where it begins).
extension PlotRing {
    /// - Parameter json: a polygon without holes, alone or as the one feature.
    /// - Throws: also for a ring that is not sound.
    package init(geoJSON json: JSONValue) throws(OutlineError) {
        let polygon = try PlotRing.polygon(in: json)
        guard let rings = polygon["coordinates"]?.array, let outer = rings.first?.array else {
            throw OutlineError(reason: "the polygon has no coordinates")
        }
        guard rings.count == 1 else {
            throw OutlineError(reason: "it has holes; cut it into parts without")
        }
        var points: [GeoPoint] = []
        for position in outer { points.append(try PlotRing.point(position)) }
        guard points.count > 1, points.first == points.last else {
            throw OutlineError(reason: "the ring does not end where it begins")
        }
        self.init(Array(points.dropLast()))
        if let fault { throw OutlineError(reason: fault) }
    }

    private static func polygon(in json: JSONValue) throws(OutlineError) -> JSONValue {
        let type = json["type"]?.string
        switch type {
        case "Polygon": return json
        case "Feature":
            guard let geometry = json["geometry"], geometry["type"]?.string == "Polygon" else {
                break
            }
            return geometry
        case "FeatureCollection":
            guard let features = json["features"]?.array, features.count == 1,
                features[0]["type"]?.string == "Feature"
            else { throw OutlineError(reason: "there is not one feature, but several or none") }
            return try polygon(in: features[0])
        default: break
        }
        throw OutlineError(reason: "there is no polygon; a plot is one")
    }

    /// Longitude and latitude; a height behind them says nothing about land.
    private static func point(_ position: JSONValue) throws(OutlineError) -> GeoPoint {
        guard let numbers = position.array, (2...3).contains(numbers.count),
            let longitude = numbers[0].number.flatMap({ units($0, degreesMax: 180) })
        else { throw OutlineError(reason: "a corner has a longitude up to 180° and a latitude") }
        guard let latitude = numbers[1].number.flatMap({ units($0, degreesMax: 90) }) else {
            throw OutlineError(reason: "a latitude is at most 90°, and longitude stands first")
        }
        return GeoPoint(longitude: longitude, latitude: latitude)
    }

    /// To the nearest 10⁻⁷ degree, a half away from zero.
    private static func units(_ degrees: ExactDecimal, degreesMax: Int64) -> Int64? {
        var (value, exponent) = degrees.normalized
        // Longer than this it is beyond a coordinate, or finer than any survey.
        guard exponent <= 2 else { return nil }
        exponent += 7
        while exponent > 0 {
            value *= 10
            exponent -= 1
        }
        while exponent < -1 {
            value /= 10
            exponent += 1
        }
        if exponent == -1 { value = (value + (value < 0 ? -5 : 5)) / 10 }
        return value.magnitude <= (degreesMax * GeoPoint.degree).magnitude ? Int64(value) : nil
    }
}
