/// Everything the pages say, by name. Each language has all of them; a test holds it to that.
package enum Phrase: String, CaseIterable, Sendable {
    // The page
    case pageTitle, lot, item, chooseLanguage, asData, footer
    // What the ledger can say of the goods
    case standingCounted, standingCountedMore
    case standingPartlyDeclared, standingPartlyDeclaredMore
    case standingPartlyUnaccounted, standingPartlyUnaccountedMore
    case standingUnaccounted, standingUnaccountedMore
    case standingRecalled, standingRecalledMore
    case standingMadeFromRecalled, standingMadeFromRecalledMore
    // Where it grew
    case originHeading, harvested, harvestUnknown, districtUnknown, grower, moreOrigins
    // Or how it came in otherwise
    case comesHeading, imported, declaredStock, severalOrigins, broughtBy
    case sharesHeading, shareGrown, shareImported, shareDeclared, shareUnknown, shareOther
    // What happened
    case stepsHeading, earlierSteps
    // What this is worth
    case proofHeading, proofText, proofHeight, proofBlock, proofTime, proofChain
    case limitsText
    // Unknown, malformed and recalled labels
    case unknownTitle, unknownText, unknownAdvice, malformedTitle, malformedText
    case code, reason
    // Places
    case placeHeading, placeDistrict, placeCoordinates
}

/// The phrases and step names of one language.
package struct Phrases: Sendable {
    package let language: Language
    private let texts: [Phrase: String]
    private let steps: [String: String]

    package init(_ language: Language) {
        self.language = language
        switch language {
        case .tajik: (texts, steps) = (Phrases.tajik, Phrases.tajikSteps)
        case .russian: (texts, steps) = (Phrases.russian, Phrases.russianSteps)
        case .english: (texts, steps) = (Phrases.english, Phrases.englishSteps)
        }
    }

    package subscript(_ phrase: Phrase) -> String {
        texts[phrase] ?? phrase.rawValue
    }

    /// The name of a business step; a step that is not in our table is shown as it was written,
    /// without its namespace.
    package func step(_ step: String) -> String {
        if let name = steps[step] { return name }
        let word = step.split(whereSeparator: { "/:#-".contains($0) }).last.map(String.init) ?? step
        return steps[word] ?? String(word.map { $0 == "_" ? " " : $0 })
    }

    /// Which step names this language has, for comparison with the others.
    package var stepNames: Set<String> { Set(steps.keys) }
    /// Which phrases this language has.
    package var phrases: Set<Phrase> { Set(texts.keys) }
}
