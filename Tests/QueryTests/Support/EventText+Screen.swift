import Foundation

extension EventText {
    static func place(_ number: Int) -> String { "urn:epc:id:sgln:4880001.0000\(number).0" }

    static func on(_ day: Int, _ event: String) -> String { on(day, 0, event) }

    /// An event on another day, counted from 2025-01-01, and minute in UTC.
    static func on(_ day: Int, _ minute: Int, _ event: String) -> String {
        let time = Date(timeIntervalSince1970: 1_735_689_600 + Double(day * 86_400 + minute * 60))
            .formatted(.iso8601)
        return event.replacingOccurrences(of: "2026-09-20T00:00:00.000Z", with: time)
    }

    /// An event where the clocks are so many hours ahead of UTC.
    static func zone(_ hours: Int, _ event: String) -> String {
        event.replacingOccurrences(
            of: "+05:00", with: hours < 10 ? "+0\(hours):00" : "+\(hours):00")
    }

    /// An event at a place, in the stead of the one it has or has not.
    static func at(_ place: Int, _ event: String) -> String {
        let point = "\"readPoint\":{\"id\":\"\(EventText.place(place))\"}"
        let known = "\"readPoint\":{\"id\":\"\(EventText.place)\"}"
        if event.contains(known) { return event.replacingOccurrences(of: known, with: point) }
        return String(event.dropLast()) + "," + point + "}"
    }
}
