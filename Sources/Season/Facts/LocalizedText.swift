import EPCIS

/// One name in the three languages of the label page.
package struct LocalizedText: Hashable, Sendable {
    package let tajik: String
    package let russian: String
    package let english: String

    package init(_ tajik: String, _ russian: String, _ english: String) {
        self.tajik = tajik
        self.russian = russian
        self.english = english
    }

    /// `{"tg": …, "ru": …, "en": …}`: a JSON-LD language map.
    var languageMap: JSONValue {
        .object(
            JSONObject(members: [
                .init(name: "tg", value: .string(tajik)),
                .init(name: "ru", value: .string(russian)),
                .init(name: "en", value: .string(english)),
            ]))
    }

    static func + (left: LocalizedText, right: LocalizedText) -> LocalizedText {
        LocalizedText(
            left.tajik + right.tajik, left.russian + right.russian, left.english + right.english)
    }

    static func verbatim(_ text: String) -> LocalizedText { LocalizedText(text, text, text) }
}
