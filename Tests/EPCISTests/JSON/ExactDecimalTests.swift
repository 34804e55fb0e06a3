import EPCIS
import Testing

struct ExactDecimalTests {
    @Test func `spellings of one number are equal and hash alike`() throws {
        let spellings = ["20", "20.0", "2e1", "0.2e2", "200e-1"]

        let numbers = try spellings.map { try #require(ExactDecimal(parsing: $0)) }

        #expect(Set(numbers).count == 1)
        #expect(numbers.map(\.text) == ["20", "20.0", "2e1", "2e1", "20.0"])
        #expect(numbers.map(\.shortestText) == ["20", "20", "20", "20", "20"])
    }

    @Test func `36 digits are held exactly and 37 are not`() throws {
        let longest = String(repeating: "9", count: 36)

        #expect(ExactDecimal(parsing: longest)?.text == longest)
        #expect(ExactDecimal(parsing: "0." + longest)?.text == "0." + longest)
        #expect(ExactDecimal(parsing: longest + "0") == nil)
        #expect(ExactDecimal(parsing: "-0")?.isNegative == false)
    }

    @Test func `text that is no number gives none`() {
        for text in ["", " 1", "1 ", "0x1", "1,5", "--1", "٣", "1e1000"] {
            #expect(ExactDecimal(parsing: text) == nil)
        }
    }
}
