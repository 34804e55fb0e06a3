import Testing

@testable import Node

struct LogLineTests {
    private let line = LogLine(
        time: "2026-07-14T09:30:00.000Z", level: "info", label: "daftar",
        message: "block\ncommitted", fields: [("height", "7"), ("time", "two words")])

    @Test func `text is one line, whatever a client sent`() {
        #expect(
            line.text == """
                2026-07-14T09:30:00.000Z info daftar: block committed height=7 time="two words"

                """)
    }

    @Test func `JSON is one object a line, its own names first`() {
        #expect(
            line.json == """
                {"time":"2026-07-14T09:30:00.000Z","level":"info","label":"daftar",\
                "message":"block\\u000Acommitted","height":"7","time_":"two words"}

                """)
    }
}
