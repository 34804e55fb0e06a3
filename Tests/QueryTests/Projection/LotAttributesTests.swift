import LedgerCore
import Testing

@testable import Query

@Suite
struct LotAttributesTests {
    private let attributes = LotAttributes(entries: [
        .init(name: 7, level: .everybody, value: Array(#""Mirsanjali""#.utf8)),
        .init(name: 1 << 40, level: .regulators, value: Array(#"{"en":[1,null]}"#.utf8)),
    ])

    @Test func `attributes come back from the index as they went in`() throws {
        let bytes = attributes.encoded()

        #expect(try LotAttributes(decoding: bytes) == attributes)
        #expect(try LotAttributes(decoding: LotAttributes().encoded()).entries.isEmpty)
    }

    @Test func `a level that nobody has is damage`() {
        let bytes = Bytes([0x81, 0x83, 0x07, 0x04, 0x40])

        #expect(throws: CBORError(.invalid("a level"), at: 3)) {
            try LotAttributes(decoding: bytes)
        }
    }
}
