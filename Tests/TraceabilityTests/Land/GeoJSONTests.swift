import EPCIS
import LedgerCore
import Testing
import Traceability

/// Outlines as surveyors write them: RFC 7946.
struct GeoJSONTests {
    private func ring(_ text: String) throws -> PlotRing {
        try PlotRing(geoJSON: JSONValue(parsing: Array(text.utf8)))
    }

    private func polygon(_ corners: String) -> String {
        "{\"type\":\"Polygon\",\"coordinates\":[[\(corners)]]}"
    }

    private let corners = "[68.78,38.53],[68.7812345678,38.53,812.5],[68.78,38.54],[68.78,38.53]"

    @Test func `a polygon is read, alone or as the one feature`() throws {
        let feature = "{\"type\":\"Feature\",\"properties\":{},\"geometry\":\(polygon(corners))}"
        let texts = [
            polygon(corners), feature,
            "{\"type\":\"FeatureCollection\",\"features\":[\(feature)]}",
        ]

        for text in texts {
            #expect(
                try ring(text).points
                    == [
                        (687_800_000, 385_300_000), (687_812_346, 385_300_000),
                        (687_800_000, 385_400_000),
                    ].map { GeoPoint(longitude: $0.0, latitude: $0.1) })
        }
    }

    @Test(
        arguments: [
            ("0.00000005", 1), ("-0.00000005", -1), ("0.00000004999", 0), ("1e-7", 1),
            ("1.8e2", 1_800_000_000),
            ("-180", -1_800_000_000),
        ] as [(String, Int64)])
    func `a coordinate goes to the nearest unit`(text: String, units: Int64) throws {
        let found = try ring(polygon("[\(text),0],[9,1],[9,2],[\(text),0]"))

        #expect(found.points[0].longitude == units)
    }

    @Test func `what is no outline says why`() throws {
        let texts = [
            ("{}", "there is no polygon; a plot is one"),
            ("[]", "there is no polygon; a plot is one"),
            (
                "{\"type\":\"MultiPolygon\",\"coordinates\":[]}",
                "there is no polygon; a plot is one"
            ),
            ("{\"type\":\"Feature\",\"geometry\":null}", "there is no polygon; a plot is one"),
            (
                "{\"type\":\"FeatureCollection\",\"features\":[]}",
                "there is not one feature, but several or none"
            ),
            ("{\"type\":\"Polygon\"}", "the polygon has no coordinates"),
            (
                "{\"type\":\"Polygon\",\"coordinates\":[[],[]]}",
                "it has holes; cut it into parts without"
            ),
            (polygon("[0,0],[1,0],[1,1]"), "the ring does not end where it begins"),
            (polygon(""), "the ring does not end where it begins"),
            (polygon("[0,0],[1,0],[0,0]"), "it has 2 corners, and 3 to 256 are allowed"),
            (
                polygon("[0,0],[1,1],[1,0],[0,1],[0,0]"), "side 3 meets side 1"
            ),
            (
                polygon("[38.5,138],[1,1],[1,0],[38.5,138]"),
                "a latitude is at most 90°, and longitude stands first"
            ),
            (
                polygon("[180.0000001,0],[1,1],[1,0],[180.0000001,0]"),
                "a corner has a longitude up to 180° and a latitude"
            ),
            (
                polygon("[1e60,0],[1,1],[1,0],[1e60,0]"),
                "a corner has a longitude up to 180° and a latitude"
            ),
            (
                polygon("[\"1\",0],[1,1],[1,0],[\"1\",0]"),
                "a corner has a longitude up to 180° and a latitude"
            ),
        ]

        for (text, reason) in texts {
            #expect(throws: OutlineError(reason: reason), "\(text)") { try ring(text) }
        }
    }
}
