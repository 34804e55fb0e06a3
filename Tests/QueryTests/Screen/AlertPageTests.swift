import LedgerCore
import Query
import Testing

struct AlertPageTests {
    private func screen() throws -> (QueryWorld, Screen) {
        let world = try AlertCode.world()
        for code in [AlertCode.dormantLot, .circularTrade, .splitMerge, .nightBulk] {
            try code.commit(in: world)
        }
        return (world, try world.index.read { try $0.screen() })
    }

    @Test func `pages follow each other without gap or repetition`() throws {
        let (_, screen) = try screen()
        var found: [Alert] = []
        var token: String?

        repeat {
            let page = try screen.page(of: AlertQuery(), perPage: 1, pageToken: token)
            #expect(page.count == 4)
            found += page.alerts
            token = page.nextPageToken
        } while token != nil && found.count < 9

        #expect(found == screen.alerts)
    }

    @Test func `alerts that come meanwhile do not shift a page`() throws {
        let (world, screen) = try screen()
        let first = try screen.page(of: AlertQuery(), perPage: 2)
        try world.record(EventText.on(0, EventText.harvest("late")), by: "farm")
        try world.record(
            EventText.on(500, EventText.ship("late", kilograms: 1, to: "exporter")), by: "farm")

        let later = try world.index.read { try $0.screen() }
        let second = try later.page(
            of: AlertQuery(), perPage: 9, pageToken: first.nextPageToken)

        #expect(later.alerts.count == 5)
        #expect(first.alerts + second.alerts == screen.alerts)
    }

    @Test func `each filter keeps what it says`() throws {
        let (_, screen) = try screen()
        func codes(_ change: (inout AlertQuery) -> Void) throws -> Set<AlertCode> {
            var query = AlertQuery()
            change(&query)
            return Set(try screen.page(of: query, perPage: 9).alerts.map(\.code))
        }

        #expect(try codes { $0.codes = [.nightBulk] } == [.nightBulk])
        #expect(try codes { $0.severity = .medium } == [.circularTrade, .splitMerge])
        #expect(try codes { $0.member = "processor" } == [.circularTrade, .splitMerge])
        #expect(try codes { $0.lot = EventText.lotKey("S") } == [.dormantLot])
        #expect(try codes { $0.place = "nowhere" } == [])
        let last = try #require(screen.alerts.first)
        #expect(try codes { $0.since = last.recordTime } == [last.code])
    }

    @Test func `a token of another question and what is no token are refused`() throws {
        let (_, screen) = try screen()
        let token = try #require(
            try screen.page(of: AlertQuery(), perPage: 1).nextPageToken)
        var other = AlertQuery()
        other.severity = .low

        for (query, text) in [(other, token), (AlertQuery(), "00"), (AlertQuery(), "é")] {
            #expect(throws: EventQueryError.badPageToken) {
                try screen.page(of: query, perPage: 1, pageToken: text)
            }
        }
    }
}
