/// Days as people of a language write them.
package enum DayText {
    /// The day an RFC 3339 text begins with, such as `3 July 2026`; the text itself where it begins
    /// with none. The hour is left out: it tells a stranger who is where, and a shopper nothing.
    package static func day(_ text: String, in language: Language) -> String {
        let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), (1...12).contains(month), (1...31).contains(day)
        else { return text }
        return "\(day)\u{A0}\(months(language)[month - 1]) \(year)"
    }

    private static func months(_ language: Language) -> [String] {
        switch language {
        case .tajik:
            [
                "январи", "феврали", "марти", "апрели", "майи", "июни", "июли", "августи",
                "сентябри", "октябри", "ноябри", "декабри",
            ]
        case .russian:
            [
                "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
                "сентября", "октября", "ноября", "декабря",
            ]
        case .english:
            [
                "January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December",
            ]
        }
    }
}
