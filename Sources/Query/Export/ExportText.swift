/// A text in the languages of those who read an export case.
package struct ExportText: Equatable, Sendable {
    package let english: String
    package let russian: String
    package let tajik: String

    package init(_ english: String, ru russian: String, tg tajik: String) {
        self.english = english
        self.russian = russian
        self.tajik = tajik
    }

    package subscript(language: ExportLanguage) -> String {
        switch language {
        case .english: english
        case .russian: russian
        case .tajik: tajik
        }
    }
}

/// By its ISO 639-1 code.
package enum ExportLanguage: String, Sendable, CaseIterable {
    case tajik = "tg"
    case russian = "ru"
    case english = "en"
}
