/// An amount of goods as a page shows it.
package struct Amount: Hashable, Encodable, Sendable {
    /// Count of the smallest unit; never negative.
    package var amount: Int64
    /// `mass` in milligrams, `volume` in microlitres, `count` in pieces.
    package var dimension: Dimension

    package enum Dimension: String, Encodable, Sendable {
        case mass, volume, count
    }

    package init(amount: Int64, dimension: Dimension) {
        self.amount = amount
        self.dimension = dimension
    }

    /// In the unit that people use, at most three decimals, cut and not rounded: a page must not
    /// show more than there is. `1234567890` mg of mass in Russian is `1 234,567 кг`.
    package func text(in language: Language) -> String {
        let phrases = Phrases(language)
        switch dimension {
        case .count:
            return grouped(amount) + "\u{A0}" + phrases[.pieces]
        case .mass:
            return decimal(thousandths: amount / 1_000, language) + "\u{A0}" + phrases[.kilograms]
        case .volume:
            return decimal(thousandths: amount / 1_000, language) + "\u{A0}" + phrases[.litres]
        }
    }

    private func decimal(thousandths: Int64, _ language: Language) -> String {
        let whole = grouped(thousandths / 1_000)
        var fraction = String(thousandths % 1_000)
        guard fraction != "0" else { return whole }
        while fraction.count < 3 { fraction = "0" + fraction }
        while fraction.last == "0" { fraction.removeLast() }
        return whole + (language == .english ? "." : ",") + fraction
    }

    /// Thousands apart by a narrow space that does not break.
    private func grouped(_ number: Int64) -> String {
        var text = ""
        for (place, digit) in String(number).reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append("\u{202F}") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
