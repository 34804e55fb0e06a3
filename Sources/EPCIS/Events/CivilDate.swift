/// A day of the proleptic Gregorian calendar, in the years 1 to 9999.
struct CivilDate: Hashable {
    let year: Int
    let month: Int
    let day: Int

    /// `nil` for a day that does not exist.
    init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.lastDay(of: month, in: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    private static func lastDay(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01, counted in years that begin in March so that the leap day comes last.
    var daysSince1970: Int {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        let dayOfYear = (marchMonth * 153 + 2) / 5 + day - 1
        return marchYear * 365 + leapDays + dayOfYear - Self.epoch
    }

    /// 1970-01-01 in days since 0000-03-01.
    private static let epoch = 719_468

    /// - Precondition: within the years 1 to 9999.
    init(daysSince1970: Int) {
        let days = daysSince1970 + Self.epoch
        precondition((306...3_652_364).contains(days), "beyond the calendar")
        // 400 years have 146,097 days.
        let (cycle, dayOfCycle) = days.quotientAndRemainder(dividingBy: 146_097)
        let yearOfCycle =
            (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear =
            dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
    }
}
