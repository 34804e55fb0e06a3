/// A moment as a clock in Tajikistan shows it (UTC+05:00 the whole year), to the second.
package struct LocalMoment: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00 of the local clock.
    package let seconds: Int

    init(seconds: Int) {
        self.seconds = seconds
    }

    init(_ day: CivilDay, hour: Int, minute: Int = 0, second: Int = 0) {
        seconds = day.number * 86_400 + hour * 3_600 + minute * 60 + second
    }

    package static let zone = "+05:00"

    var day: CivilDay { CivilDay(number: seconds / 86_400) }

    func later(minutes: Int) -> LocalMoment { LocalMoment(seconds: seconds + minutes * 60) }

    func later(days: Int) -> LocalMoment { LocalMoment(seconds: seconds + days * 86_400) }

    /// `2025-06-28T09:15:00+05:00`.
    package var text: String {
        let second = seconds % 86_400
        return day.text + "T" + padded(second / 3_600) + ":" + padded(second / 60 % 60) + ":"
            + padded(second % 60) + Self.zone
    }

    package static func < (left: LocalMoment, right: LocalMoment) -> Bool {
        left.seconds < right.seconds
    }
}

func padded(_ number: Int, to digits: Int = 2) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
