import Testing

@testable import Node

struct UTCTextTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_784_021_400_123, "2026-07-14T09:30:00.123Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
        ] as [(Int64, String)])
    func `milliseconds are written as RFC 3339`(milliseconds: Int64, text: String) {
        #expect(UTCText.text(milliseconds) == text)
    }

    @Test(
        arguments: [
            (300, "2026-07-14T14:30:00.123+05:00"), (-210, "2026-07-14T06:00:00.123-03:30"),
            (0, "2026-07-14T09:30:00.123+00:00"),
        ])
    func `the same moment is told where it happened`(zone: Int, text: String) {
        #expect(UTCText.local(1_784_021_400_123, zoneMinutes: zone) == text)
    }
}
