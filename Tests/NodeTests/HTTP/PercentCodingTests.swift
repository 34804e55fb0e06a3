import Testing

@testable import Node

struct PercentCodingTests {
    @Test func `decoding reverses encoding`() {
        let texts = ["", "/01/09521321000010/10/ABC", "дафтар №1", "a+b c%", "\u{1D}"]

        for text in texts {
            #expect(PercentCoding.decode(PercentCoding.encode(text)) == text)
        }
    }

    @Test(arguments: ["%", "%1", "%G0", "%ff", "%e2%82"])
    func `broken escapes and wrong UTF-8 are refused`(text: String) {
        #expect(PercentCoding.decode(text) == nil)
    }

    @Test func `plus is a space in a query alone`() {
        #expect(PercentCoding.decode("a+b") == "a+b")
        #expect(PercentCoding.decode("a+b", plusIsSpace: true) == "a b")
    }
}
