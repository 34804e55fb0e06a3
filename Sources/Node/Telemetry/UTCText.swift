import Foundation

/// Moments as text, and the wall clock of the process.
enum UTCText {
    /// Seconds since 1970 by the machine's clock.
    static func seconds() -> UInt64 { UInt64(clamping: milliseconds() / 1_000) }

    /// Milliseconds since 1970 by the machine's clock.
    static func milliseconds() -> Int64 {
        Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down))
    }

    static func now() -> String {
        text(milliseconds())
    }

    /// `2026-07-14T09:30:00.000Z`. Spec: RFC 3339.
    static func text(_ milliseconds: Int64) -> String {
        let date = CivilDate(millisecondsUTC: milliseconds)
        let time = milliseconds - date.startMilliseconds
        return date.text + "T" + pad(time / 3_600_000, 2) + ":" + pad(time / 60_000 % 60, 2) + ":"
            + pad(time / 1000 % 60, 2) + "." + pad(time % 1000, 3) + "Z"
    }

    /// `2026-07-14T14:30:00.000+05:00`: the same moment where the clock is `zoneMinutes` ahead.
    static func local(_ milliseconds: Int64, zoneMinutes: Int) -> String {
        let shift = Int64(zoneMinutes) * 60_000
        let magnitude = Int64(zoneMinutes.magnitude)
        return text(milliseconds + shift).dropLast() + (zoneMinutes < 0 ? "-" : "+")
            + pad(magnitude / 60, 2) + ":" + pad(magnitude % 60, 2)
    }

    static func pad(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// A day of the Gregorian calendar.
struct CivilDate: Hashable, Sendable {
    let year: Int64
    let month: Int64
    let day: Int64
    /// Days since 1970-01-01.
    let days: Int64

    /// The day at UTC; for another zone add its offset first.
    init(millisecondsUTC: Int64) {
        let (whole, rest) = millisecondsUTC.quotientAndRemainder(dividingBy: 86_400_000)
        days = rest < 0 ? whole - 1 : whole
        // Days from civil, by eras of 400 years that begin on 1 March.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var startMilliseconds: Int64 { days * 86_400_000 }

    var text: String {
        UTCText.pad(year, 4) + "-" + UTCText.pad(month, 2) + "-" + UTCText.pad(day, 2)
    }
}
