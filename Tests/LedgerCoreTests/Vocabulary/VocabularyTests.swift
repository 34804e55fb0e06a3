import LedgerCore
import Testing

@Suite struct VocabularyTests {
    @Test(arguments: ["farm-017", "a", "gov.tj", "0", String(repeating: "x", count: 64)])
    func `a member id is lowercase, digits, dots and hyphens`(_ text: String) {
        #expect(MemberID(text)?.text == text)
    }

    @Test(arguments: ["", "Farm", "farm_1", "ферма", "a b", String(repeating: "x", count: 65)])
    func `any other text is no member id`(_ text: String) {
        #expect(MemberID(text) == nil)
    }

    @Test(arguments: ["", "08091", "0809100", "08091a", "०८०९१०"])
    func `a commodity code is six digits`(_ text: String) {
        #expect(CommodityCode("080910")?.text == "080910")
        #expect(CommodityCode(text) == nil)
    }

    @Test(arguments: [
        Int64(0): [1970, 1, 1] as [Int64], -1: [1969, 12, 31], 951_782_400_000: [2000, 2, 29],
    ])
    func `a moment lies in a day`(milliseconds: Int64, day: [Int64]) {
        let date = CivilDate(of: Timestamp(milliseconds: milliseconds))

        #expect([date.year, date.month, date.day] == day)
    }

    @Test func `times from outside never overflow`() {
        let last = Timestamp(milliseconds: .max)
        let first = Timestamp(milliseconds: .min)

        #expect(last.advanced(byMilliseconds: 1) == last)
        #expect(first.advanced(byMilliseconds: -1) == first)
        #expect(last.milliseconds(since: first) == .max)
        #expect(first.milliseconds(since: last) == .min)
    }

    @Test func `heights and rounds count up and stop at the end`() {
        #expect(Height.genesis.next == .first)
        #expect(Height(.max).next == Height(.max))
        #expect(Height.genesis.previous == nil)
        #expect(Round.zero.next == Round(1))
        #expect(Round(.max).next == Round(.max))
    }
}
