import EPCIS
import Testing

struct EventTimeTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T05:00:00+05:00", 0),
            ("2005-04-03T20:33:31.116-06:00", 1_112_582_011_116),
            ("2020-02-29T23:59:59.9996Z", 1_583_020_800_000),
            ("2024-05-01T09:30:00.1425Z", 1_714_555_800_143),
            ("2024-05-01T09:30:00.14249Z", 1_714_555_800_142),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ] as [(String, Int64)])
    func `a time is milliseconds of UTC, rounded half up`(text: String, milliseconds: Int64) {
        let time = EventTime(parsing: text)

        #expect(time?.milliseconds == milliseconds)
        #expect(time?.text == text)
        #expect(
            EventTime(milliseconds: milliseconds).flatMap { EventTime(parsing: $0.text) } == time)
    }

    @Test(arguments: [
        "", "2024-05-01", "2024-05-01T09:30:00", "2024-05-01 09:30:00Z", "2023-02-29T00:00:00Z",
        "2024-13-01T00:00:00Z", "2024-00-01T00:00:00Z", "2024-01-00T00:00:00Z",
        "2024-05-01T24:00:00Z", "2024-05-01T23:60:00Z", "2024-05-01T23:59:60Z",
        "2024-05-01T09:30:00.Z", "2024-05-01T09:30:00+14:01", "2024-05-01T09:30:00+0500",
        "2024-05-01T09:30:00z", "24-05-01T09:30:00.000Z", "2024-05-01T09:30:00Z ",
        "2024-05-01T09:30:00.0000000000000000000Z", "0000-01-01T00:00:00Z", "22-07-2026",
        "२०२४-05-01T09:30:00Z",
    ])
    func `a time without zone, or that does not exist, is none`(text: String) {
        #expect(EventTime(parsing: text) == nil)
    }

    @Test func `an offset lies within fourteen hours and is written back alike`() {
        for text in ["+00:00", "-06:00", "+05:30", "+14:00", "-14:00"] {
            #expect(TimeZoneOffset(parsing: text)?.text == text)
        }
        for text in ["Z", "+14:01", "5:00", "+5:00", "+05:60", "", "+0500", "−05:00"] {
            #expect(TimeZoneOffset(parsing: text) == nil)
        }
    }
}
