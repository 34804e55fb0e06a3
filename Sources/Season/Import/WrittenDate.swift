/// Dates as people write them in English tables.
enum WrittenDate {
    /// `September 2nd, 2010`, `23 July 2010`, `2010-09-02`.
    static func day(_ text: String) -> CivilDay? {
        let words = words(of: text)
        guard words.count == 3 else { return nil }
        if let month = month(words[0]), let day = ordinal(words[1]), let year = year(words[2]) {
            return CivilDay(year: year, month: month, day: day)
        }
        if let day = ordinal(words[0]), let month = month(words[1]), let year = year(words[2]) {
            return CivilDay(year: year, month: month, day: day)
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        if parts.count == 3, let year = year(parts[0]), parts[1].count == 2, parts[2].count == 2,
            let month = Int(parts[1]), let day = Int(parts[2])
        {
            return CivilDay(year: year, month: month, day: day)
        }
        return nil
    }

    /// By its English name, whole or its first three or four letters; 1 to 12.
    static func month(_ word: some StringProtocol) -> Int? {
        let lower = word.lowercased()
        guard lower.count >= 3 else { return nil }
        return months.firstIndex { $0 == lower || (lower.count <= 4 && $0.hasPrefix(lower)) }
            .map { $0 + 1 }
    }

    static func year(_ word: some StringProtocol) -> Int? {
        guard word.count == 4, let year = Int(word), (1900...2100).contains(year) else {
            return nil
        }
        return year
    }

    private static func ordinal(_ word: Substring) -> Int? {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        guard (1...2).contains(digits.count), let day = Int(digits) else { return nil }
        let ending = word.dropFirst(digits.count)
        return ending.isEmpty || ["st", "nd", "rd", "th"].contains(String(ending)) ? day : nil
    }

    static func words(of text: String) -> [Substring] {
        text.split { $0 == " " || $0 == "," || $0 == "-" }
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
}
