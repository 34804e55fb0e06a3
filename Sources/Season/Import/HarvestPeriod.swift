/// The days within which a lot was harvested, as exactly as a table says it.
package struct HarvestPeriod: Hashable, Sendable {
    package let first: CivilDay
    package let last: CivilDay

    /// `nil` where the calendar lacks the days or they run backwards.
    init?(first: CivilDay?, last: CivilDay?) {
        guard let first, let last, first <= last else { return nil }
        self.first = first
        self.last = last
    }

    private init?(fromMonth: Int, of firstYear: Int, toMonth: Int, of lastYear: Int) {
        self.init(
            first: CivilDay(year: firstYear, month: fromMonth, day: 1),
            last: CivilDay(
                year: lastYear, month: toMonth,
                day: CivilDay.length(ofMonth: toMonth, in: lastYear)))
    }

    /// What a text says; `reason` is set where it had to be interpreted.
    struct Reading: Hashable, Sendable {
        var period: HarvestPeriod
        var reason: String?
    }

    /// - Returns: `nil` for a text that has no year, more than one meaning, or none at all.
    static func reading(_ text: String) -> Reading? {
        exact(text).map { Reading(period: $0, reason: nil) } ?? quarter(text)
    }

    /// `2014`, `2013/2014`, `March 2010`, `23 July 2010`, `Sept 2009 - April 2010`.
    private static func exact(_ text: String) -> HarvestPeriod? {
        if let day = WrittenDate.day(text) { return HarvestPeriod(first: day, last: day) }
        let ends = text.split { $0 == "/" || $0 == "-" }.map { VisibleText.of(String($0)) }
        switch ends.count {
        case 1:
            guard let end = Month(ends[0]) else { return nil }
            return HarvestPeriod(
                fromMonth: end.month ?? 1, of: end.year, toMonth: end.month ?? 12, of: end.year)
        case 2:
            guard let first = Month(ends[0]), let last = Month(ends[1]),
                (first.month == nil) == (last.month == nil), last.year - first.year <= 1
            else { return nil }
            return HarvestPeriod(
                fromMonth: first.month ?? 1, of: first.year, toMonth: last.month ?? 12,
                of: last.year)
        default: return nil
        }
    }

    /// A year, or a month of one.
    private struct Month {
        var year: Int
        var month: Int?

        init?(_ text: String) {
            let words = text.split(separator: " ")
            guard let last = words.last, let year = WrittenDate.year(last) else { return nil }
            self.year = year
            switch words.count {
            case 1: month = nil
            case 2:
                guard let month = WrittenDate.month(words[0]) else { return nil }
                self.month = month
            default: return nil
            }
        }
    }

    /// `4T/10`, `3T/2011`: the quarters (*trimestres*) of Colombian tables.
    private static func quarter(_ text: String) -> Reading? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 2, parts[0].last == "T",
            let quarter = parts[0].first?.wholeNumberValue, (1...4).contains(quarter)
        else { return nil }
        let year: Int
        if let whole = WrittenDate.year(parts[1]) {
            year = whole
        } else if parts[1].count == 2, let short = Int(parts[1]) {
            year = 2000 + short
        } else {
            return nil
        }
        let period = HarvestPeriod(
            fromMonth: quarter * 3 - 2, of: year, toMonth: quarter * 3, of: year)
        return period.map {
            Reading(period: $0, reason: "T stands for a quarter of the year (trimestre)")
        }
    }

    package var text: String { first == last ? first.text : first.text + "…" + last.text }
}
