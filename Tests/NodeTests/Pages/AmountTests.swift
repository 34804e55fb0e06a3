import Node
import Testing

struct AmountTests {
    @Test func `an amount is written in the unit and the manner of the language`() {
        let mass = Amount(amount: 1_234_567_890, dimension: .mass)

        #expect(mass.text(in: .english) == "1\u{202F}234.567\u{A0}kg")
        #expect(mass.text(in: .russian) == "1\u{202F}234,567\u{A0}кг")
        #expect(Amount(amount: 60, dimension: .count).text(in: .tajik) == "60\u{A0}дона")
    }

    @Test func `zeros that say nothing are left out, others are not`() {
        #expect(Amount(amount: 5_000_000, dimension: .mass).text(in: .english) == "5\u{A0}kg")
        #expect(Amount(amount: 5_050_000, dimension: .mass).text(in: .english) == "5.05\u{A0}kg")
        #expect(Amount(amount: 999, dimension: .mass).text(in: .english) == "0\u{A0}kg")
        #expect(
            Amount(amount: .max, dimension: .volume).text(in: .english).hasSuffix("\u{A0}l"))
    }

    @Test func `a day is written as the language writes it, without the hour`() {
        #expect(
            DayText.day("2026-07-03T06:40:00+05:00", in: .russian) == "3\u{A0}июля 2026")
        #expect(DayText.day("2026-07-03", in: .tajik) == "3\u{A0}июли 2026")
        #expect(DayText.day("harvest 2026", in: .english) == "harvest 2026")
    }
}
