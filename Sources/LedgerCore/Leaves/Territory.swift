/// The country of a chain, and the box it lies in.
///
/// Spec: Docs/Spec/MassBalance.md §13.5; Docs/Spec/Rules.md §13.
package struct Territory: Hashable, Sendable {
    /// Such as `TJ`.
    package let country: CountryCode
    package let southWest: GeoPoint
    package let northEast: GeoPoint

    package init(country: CountryCode, southWest: GeoPoint, northEast: GeoPoint) {
        self.country = country
        self.southWest = southWest
        self.northEast = northEast
    }

    /// Whether there is anything inside.
    package var isSound: Bool {
        southWest.longitude < northEast.longitude && southWest.latitude < northEast.latitude
    }

    /// Borders included.
    package func contains(_ point: GeoPoint) -> Bool {
        southWest.longitude <= point.longitude && point.longitude <= northEast.longitude
            && southWest.latitude <= point.latitude && point.latitude <= northEast.latitude
    }
}

extension Territory: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.value(country)
        writer.value(southWest)
        writer.value(northEast)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        country = try reader.value(CountryCode.self)
        southWest = try reader.value(GeoPoint.self)
        northEast = try reader.value(GeoPoint.self)
    }
}
