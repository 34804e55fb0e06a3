import Node
import Testing

struct PhrasesTests {
    @Test(arguments: Language.allCases)
    func `every language says everything`(_ language: Language) {
        let phrases = Phrases(language)

        #expect(phrases.phrases == Set(Phrase.allCases))
        for phrase in Phrase.allCases { #expect(!phrases[phrase].isEmpty) }
    }

    @Test(arguments: Language.allCases)
    func `every language names the same steps`(_ language: Language) {
        #expect(Phrases(language).stepNames == Phrases(.english).stepNames)
    }

    @Test func `a step is found by its word, whoever's namespace it stands in`() {
        let phrases = Phrases(.english)

        #expect(phrases.step("shipping") == "Shipped")
        #expect(phrases.step("https://daftar.tj/voc/BizStep-drying") == "Dried")
        #expect(phrases.step("https://example.com/steps#hand_polishing") == "hand polishing")
    }

    @Test func `the Tajik of the pages uses the letters of Tajik`() {
        let text = Phrase.allCases.map { Phrases(.tajik)[$0] }.joined()

        for letter in "ғӣқӯҳҷ" { #expect(text.lowercased().contains(letter), "\(letter)") }
        #expect(!text.contains("щ") && !text.contains("ы"))
    }
}
