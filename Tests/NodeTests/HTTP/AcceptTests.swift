import Testing

@testable import Node

struct AcceptTests {
    private let offers = ["text/html", "application/json"]

    @Test func `a client that names nothing gets the first offer`() {
        #expect(Accept(nil).bestMediaType(of: offers) == "text/html")
        #expect(Accept("").bestMediaType(of: offers) == "text/html")
        #expect(Accept("*/*").bestMediaType(of: offers) == "text/html")
    }

    @Test func `the higher quality wins, and the more precise range sets it`() {
        #expect(
            Accept("text/html;q=0.4, application/json;q=0.9").bestMediaType(of: offers)
                == "application/json")
        #expect(
            Accept("text/html;q=0, */*;q=0.1").bestMediaType(of: offers) == "application/json")
        #expect(Accept("application/*").bestMediaType(of: offers) == "application/json")
    }

    @Test func `a client that excludes every offer gets none`() {
        #expect(Accept("image/png").bestMediaType(of: offers) == nil)
        #expect(Accept("text/html;q=0").bestMediaType(of: ["text/html"]) == nil)
    }

    @Test func `what a browser sends is read`() {
        let header = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

        #expect(Accept(header).bestMediaType(of: offers) == "text/html")
    }

    @Test(
        arguments: [
            ("tg-TJ,tg;q=0.9,ru;q=0.8", "tg"), ("ru-RU", "ru"), ("de, en;q=0.3", "en"),
            ("en;q=0.5, ru;q=0.7", "ru"),
        ])
    func `a language is chosen by quality, regions included`(header: String, expected: String) {
        #expect(Accept(header).bestLanguage(of: ["tg", "ru", "en"]) == expected)
    }

    @Test func `no language is chosen for a client that speaks others`() {
        #expect(Accept("de, fr").bestLanguage(of: ["tg", "ru", "en"]) == nil)
        #expect(Accept(nil).bestLanguage(of: ["tg", "ru", "en"]) == nil)
    }

    @Test func `nonsense is skipped`() {
        #expect(Accept(";;,,q=,text/html;q=x").bestMediaType(of: offers) == nil)
        #expect(Accept("text/html;q=1.5,application/json").ranges.count == 2)
    }
}
