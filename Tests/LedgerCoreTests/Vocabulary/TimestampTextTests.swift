import LedgerCore
import Testing

@Suite struct TimestampTextTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_783_950_000_000, "2026-07-13T13:40:00.000Z"),
        (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func `a moment goes both ways`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).text == text)
        #expect(Timestamp(text: text) == Timestamp(milliseconds: milliseconds))
    }

    @Test(arguments: [
        "", "2026-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z",
        "2026-01-01T24:00:00.000Z", "2026-01-01T00:60:00.000Z", "2026-01-01 00:00:00.000Z",
        "2026-01-01T00:00:00.000z", "2026-01-01T00:00:00.0000", "+026-01-01T00:00:00.000Z",
        "2026-01-01T00:00:61.000Z",
    ])
    func `any other text is no moment`(text: String) {
        #expect(Timestamp(text: text) == nil)
    }

    @Test func `days throughout four hundred years go both ways`() {
        for day in stride(from: Int64(0), to: 146_097, by: 37) {
            let moment = Timestamp(milliseconds: (day - 20_000) * 86_400_000)
            #expect(Timestamp(text: moment.text) == moment)
        }
    }

    @Test func `the ends of the range do not trap`() {
        #expect(Timestamp(milliseconds: .max).text == "9223372036854775807 ms")
        #expect(Timestamp(milliseconds: .min).text == "-9223372036854775808 ms")
    }
}
