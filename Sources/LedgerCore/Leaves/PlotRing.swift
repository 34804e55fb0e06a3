/// A place on WGS 84, in whole units of 10⁻⁷ degrees (about a centimetre).
///
/// Spec: Docs/Spec/MassBalance.md §13.5.
package struct GeoPoint: Hashable, Sendable {
    /// Units of a degree.
    package static let degree: Int64 = 10_000_000

    /// East of Greenwich.
    package let longitude: Int64
    /// North of the equator.
    package let latitude: Int64

    package init(longitude: Int64, latitude: Int64) {
        self.longitude = longitude
        self.latitude = latitude
    }
}

extension GeoPoint: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.signed(longitude)
        writer.signed(latitude)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        let start = reader.offset
        longitude = try reader.signed()
        latitude = try reader.signed()
        try reader.require(
            longitude.magnitude <= 180 * GeoPoint.degree.magnitude
                && latitude.magnitude <= 90 * GeoPoint.degree.magnitude,
            "a longitude up to 180° and a latitude up to 90°", at: start)
    }
}

/// The outline of a plot: its corners one after the other, either way round; the last is joined to the
/// first and not repeated.
///
/// Spec: Docs/Spec/MassBalance.md §13.5; RFC 7946 §3.1.6 repeats the first.
package struct PlotRing: Hashable, Sendable {
    package static let pointsMax = 256

    package let points: [GeoPoint]

    package init(_ points: [GeoPoint]) {
        self.points = points
    }
}

extension PlotRing: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(points)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        points = try reader.array(of: GeoPoint.self, max: PlotRing.pointsMax)
        try reader.require(points.count >= 3, "three corners or more", at: start)
    }
}
