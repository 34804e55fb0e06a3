import EPCIS
import Testing

@testable import Season

@Suite struct IdentifierTests {
    private let prefix = CompanyPrefix(range: 488, number: 1_001)

    @Test(arguments: [
        ("629104150021", "6291041500213"), ("8061414112345", "80614141123458"),
        ("10614141234567890", "106141412345678908"),
    ])
    func `check digits are those of the GS1 examples`(digits: String, expected: String) {
        #expect(CompanyPrefix.withCheckDigit(digits) == expected)
    }

    @Test func `both spellings of an identifier mean the same thing`() throws {
        let item = TradeItem.pack(
            .driedApricot, of: prefix, number: 7, named: .verbatim(""), netGrams: 5_000)
        let all: [Identifier] = [
            .lot(item, lot: "P250801-001"), .piece(item, serial: "17"),
            .logisticUnit(prefix, extension: 1, serial: 42),
            .place(prefix, number: 1, part: nil), .place(prefix, number: 1, part: "B1"),
            .party(prefix),
        ]

        for identifier in all {
            let link = try ObjectKey(parsing: identifier.text(.digitalLink))
            let urn = try ObjectKey(parsing: identifier.text(.urn))
            #expect(link == urn)
            #expect(link.text == identifier.path)
        }
    }
}
