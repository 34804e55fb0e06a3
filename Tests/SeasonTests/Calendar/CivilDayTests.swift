import Foundation
import Testing

@testable import Season

@Suite struct CivilDayTests {
    @Test func `days agree with Foundation's calendar over two centuries`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))

        for number in stride(from: -25_000, to: 48_000, by: 7) {
            let date = Date(timeIntervalSince1970: Double(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let day = try #require(
                CivilDay(
                    year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0))
            #expect(day.number == number)
            #expect(day.parts.year == parts.year)
            #expect(day.parts.month == parts.month)
            #expect(day.parts.day == parts.day)
        }
    }

    @Test(arguments: [(2025, 2, 29), (2025, 13, 1), (2025, 0, 1), (2025, 4, 31), (2100, 2, 29)])
    func `a day that no calendar has is none`(year: Int, month: Int, day: Int) {
        #expect(CivilDay(year: year, month: month, day: day) == nil)
    }

    @Test func `a moment is written with the offset of Tajikistan`() throws {
        let day = try #require(CivilDay(year: 2025, month: 6, day: 8))

        #expect(LocalMoment(day, hour: 9, minute: 5).text == "2025-06-08T09:05:00+05:00")
        #expect(day.compactText == "250608")
    }
}
