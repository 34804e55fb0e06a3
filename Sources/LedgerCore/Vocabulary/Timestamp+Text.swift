/// Moments as texts: RFC 3339 in UTC with milliseconds, the years 0000 to 9999.
///
/// Spec: RFC 3339 §5.6.
extension Timestamp {
    /// 0000-01-01T00:00:00.000Z to 9999-12-31T23:59:59.999Z.
    private static let writable: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

    /// Such as `2026-07-14T05:30:00.000Z`; the bare milliseconds outside of the years that can be
    /// written.
    package var text: String {
        guard Timestamp.writable.contains(milliseconds) else { return description }
        let day = milliseconds.dividedRoundingDown(by: CivilDate.millisecondsPerDay)
        let time = milliseconds - day * CivilDate.millisecondsPerDay
        let date = CivilDate(daysSince1970: day)
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
            + "T\(padded(time / 3_600_000, 2)):\(padded(time / 60_000 % 60, 2))"
            + ":\(padded(time / 1000 % 60, 2)).\(padded(time % 1000, 3))Z"
    }

    /// The moment that `text` writes just so; nil for every other text.
    package init?(text: String) {
        let utf8 = Array(text.utf8)
        guard utf8.count == 24 else { return nil }
        func number(_ range: Range<Int>) -> Int64? { Int64(digits: utf8[range]) }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            let millisecond = number(20..<23)
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        let seconds = hour * 3600 + minute * 60 + second
        self.init(
            milliseconds: date.daysSince1970 * CivilDate.millisecondsPerDay + seconds * 1000
                + millisecond)
        // Every wrong field or separator shows in what would be written.
        guard self.text == text else { return nil }
    }
}

private func padded(_ number: Int64, _ width: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int64 {
    /// The number that these ASCII digits write; nil for any other byte.
    fileprivate init?(digits: ArraySlice<UInt8>) {
        self = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            self = self * 10 + Int64(digit - UInt8(ascii: "0"))
        }
    }
}
