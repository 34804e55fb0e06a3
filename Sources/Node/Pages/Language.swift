/// A language the pages speak.
package enum Language: String, Codable, CaseIterable, Sendable {
    case tajik = "tg"
    case russian = "ru"
    case english = "en"

    /// For whoever asks for none of ours: the language of the country the goods come from.
    package static let fallback = Language.tajik

    /// The best of our languages for an `Accept-Language` field.
    ///
    /// A range matches by its primary subtag (`ru-TJ` is Russian), `*` stands for the fallback, a
    /// quality of 0 excludes. Equal qualities keep the order of the field. What is malformed is
    /// passed over, since a reader must never be turned away for it.
    ///
    /// Spec: RFC 9110 §12.5.4; RFC 4647 §3.3.1.
    package init(acceptLanguage field: String?) {
        var best: (language: Language, quality: Int)?
        for range in (field ?? "").prefix(1_000).split(separator: ",") {
            let parts = range.split(separator: ";")
            guard let tag = parts.first?.trimmed.lowercased() else { continue }
            let primary = tag.split(separator: "-").first.map(String.init) ?? tag
            guard let language = primary == "*" ? .fallback : Language(rawValue: primary) else {
                continue
            }
            let quality = Language.quality(in: parts.dropFirst())
            if quality > (best?.quality ?? 0) { best = (language, quality) }
        }
        self = best?.language ?? .fallback
    }

    /// Thousandths; 1000 where none is given, 0 where it cannot be read.
    private static func quality(in parameters: ArraySlice<Substring>) -> Int {
        for parameter in parameters {
            let text = parameter.trimmed
            guard text.hasPrefix("q=") || text.hasPrefix("Q=") else { continue }
            let digits = text.dropFirst(2)
            guard let value = Double(digits), (0...1).contains(value) else { return 0 }
            return Int((value * 1_000).rounded())
        }
        return 1_000
    }
}

extension Substring {
    /// Without blanks at either end.
    fileprivate var trimmed: Substring {
        var text = self
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
