extension EventTime {
    /// A date and time with zone, as `xsd:dateTimeStamp`: `2024-05-01T09:30:00.250+05:00`.
    ///
    /// - Returns: `nil` for anything else: no zone, no such day, hour 24, second 60.
    package init?(parsing text: String) {
        let parsed = ByteWindow.lend(text) { bytes in
            EventTime.milliseconds(bytes, 0..<bytes.count)
        }
        guard let parsed else { return nil }
        self.init(milliseconds: parsed, text: text)
    }

    /// As UTC with three decimals: `2024-05-01T04:30:00.250Z`.
    ///
    /// - Returns: `nil` outside the years 1 to 9999.
    package init?(milliseconds: Int64) {
        guard let text = Self.utcText(milliseconds) else { return nil }
        self.init(milliseconds: milliseconds, text: text)
    }

    /// Digits beyond the third decimal are rounded half up.
    static func milliseconds(_ bytes: ByteWindow, _ range: Range<Int>) -> Int64? {
        guard range.count >= 20 else { return nil }
        let start = range.lowerBound
        guard bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"),
            bytes[start + 10] == UInt8(ascii: "T"), bytes[start + 13] == UInt8(ascii: ":"),
            bytes[start + 16] == UInt8(ascii: ":"),
            let century = twoDigits(bytes, start), let year = twoDigits(bytes, start + 2),
            let month = twoDigits(bytes, start + 5), let day = twoDigits(bytes, start + 8),
            let hour = twoDigits(bytes, start + 11), let minute = twoDigits(bytes, start + 14),
            let second = twoDigits(bytes, start + 17),
            let days = CivilDate(year: Int(century * 100 + year), month: Int(month), day: Int(day))?
                .daysSince1970,
            hour < 24, minute < 60, second < 60
        else { return nil }
        var index = start + 19
        guard let fraction = fraction(bytes, &index, range.upperBound),
            let offset = zone(bytes, index..<range.upperBound)
        else { return nil }
        let minutes = Int64(days) * 1_440 + hour * 60 + minute - Int64(offset)
        return minutes * 60_000 + second * 1_000 + fraction
    }

    /// Milliseconds of `.digits`, 0 when there is no point; at most 18 digits.
    private static func fraction(_ bytes: ByteWindow, _ index: inout Int, _ end: Int) -> Int64? {
        guard index < end, bytes[index] == UInt8(ascii: ".") else { return 0 }
        index += 1
        let start = index
        var milliseconds: Int64 = 0
        while index < end, URISyntax.isDigit(bytes[index]) {
            let digit = Int64(bytes[index] &- UInt8(ascii: "0"))
            switch index - start {
            case 0: milliseconds += digit * 100
            case 1: milliseconds += digit * 10
            case 2: milliseconds += digit
            case 3: milliseconds += digit >= 5 ? 1 : 0
            default: break
            }
            index += 1
        }
        guard (1...18).contains(index - start) else { return nil }
        return milliseconds
    }

    /// Minutes east of UTC of `Z` or `±HH:MM`, within fourteen hours.
    static func zone(_ bytes: ByteWindow, _ range: Range<Int>) -> Int? {
        guard let start = range.first else { return nil }
        if range.count == 1, bytes[start] == UInt8(ascii: "Z") { return 0 }
        guard range.count == 6, bytes[start + 3] == UInt8(ascii: ":"),
            let hour = twoDigits(bytes, start + 1), let minute = twoDigits(bytes, start + 4),
            minute < 60, hour * 60 + minute <= 840
        else { return nil }
        let minutes = Int(hour * 60 + minute)
        switch bytes[start] {
        case UInt8(ascii: "+"): return minutes
        case UInt8(ascii: "-"): return -minutes
        default: return nil
        }
    }

    @inline(__always)
    private static func twoDigits(_ bytes: ByteWindow, _ index: Int) -> Int64? {
        let tens = bytes[index] &- UInt8(ascii: "0")
        let ones = bytes[index + 1] &- UInt8(ascii: "0")
        guard tens < 10, ones < 10 else { return nil }
        return Int64(tens) * 10 + Int64(ones)
    }

    private static func utcText(_ milliseconds: Int64) -> String? {
        // Years 1 to 9999.
        guard (-62_135_596_800_000...253_402_300_799_999).contains(milliseconds) else { return nil }
        let day =
            milliseconds >= 0 ? milliseconds / 86_400_000 : (milliseconds + 1) / 86_400_000 - 1
        let rest = milliseconds - day * 86_400_000
        let date = CivilDate(daysSince1970: Int(day))
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60]
            .map { padded($0, 2) }.joined(separator: ":")
        return padded(Int64(date.year), 4) + "-" + padded(Int64(date.month), 2) + "-"
            + padded(Int64(date.day), 2) + "T" + clock + "." + padded(rest % 1_000, 3) + "Z"
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension TimeZoneOffset {
    /// `±HH:MM` only.
    package init?(parsing text: String) {
        let minutes = ByteWindow.lend(text) { bytes in
            bytes.count == 6 ? EventTime.zone(bytes, 0..<6) : nil
        }
        guard let minutes else { return nil }
        self.init(minutes: minutes)
    }
}
