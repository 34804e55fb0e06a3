/// A name in the languages it was given in.
package struct LocalizedText: Hashable, Sendable {
    /// What is shown where a language has no name of its own.
    package let plain: String
    private let names: [Language: String]

    /// - Parameter names: By language; empty names do not count.
    package init(_ plain: String, _ names: [Language: String] = [:]) {
        self.plain = plain
        self.names = names.filter { !$0.value.isEmpty }
    }

    package subscript(_ language: Language) -> String {
        names[language] ?? plain
    }
}

extension LocalizedText: Encodable {
    /// `{"name": …, "tg": …, "ru": …, "en": …}`, languages without a name left out.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(plain, forKey: Key("name"))
        for language in Language.allCases {
            try container.encodeIfPresent(names[language], forKey: Key(language.rawValue))
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(_ text: String) { stringValue = text }
        init(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }
}
