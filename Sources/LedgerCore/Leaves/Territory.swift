/// The country of a chain, and the box it lies in.
///
/// Spec: Docs/Spec/MassBalance.md §13.5; Docs/Spec/Rules.md §13.
package struct Territory: Hashable, Sendable {
    /// Such as `TJ`.
    package let country: CountryCode
    package let southWest: GeoPoint
    package let northEast: GeoPoint
    /// Whether what grew on a plot without an outline is unaccounted.
    package let needsOutlines: Bool

    package init(
        country: CountryCode, southWest: GeoPoint, northEast: GeoPoint, needsOutlines: Bool = false
    ) {
        self.country = country
        self.southWest = southWest
        self.northEast = northEast
        self.needsOutlines = needsOutlines
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
        writer.array(count: 4)
        writer.value(country)
        writer.value(southWest)
        writer.value(northEast)
        writer.bool(needsOutlines)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 4)
        country = try reader.value(CountryCode.self)
        southWest = try reader.value(GeoPoint.self)
        northEast = try reader.value(GeoPoint.self)
        needsOutlines = try reader.bool()
    }
}
