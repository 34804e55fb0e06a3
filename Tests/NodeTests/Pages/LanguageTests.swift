import Node
import Testing

struct LanguageTests {
    @Test(arguments: [
        (nil, Language.tajik),
        ("", .tajik),
        ("de-DE,de;q=0.9", .tajik),
        ("ru-TJ,ru;q=0.9,en;q=0.8", .russian),
        ("en-GB", .english),
        ("en;q=0.2, tg;q=0.7, ru;q=0.5", .tajik),
        ("en;q=0, ru;q=0.1", .russian),
        ("*;q=0.1, EN;q=0.5", .english),
        ("en;q=nonsense, ru;q=0.3", .russian),
        (";;;,,, q=1", .tajik),
    ])
    func `the reader's wish decides, and nonsense decides nothing`(
        _ field: String?, _ expected: Language
    ) {
        #expect(Language(acceptLanguage: field) == expected)
    }
}
