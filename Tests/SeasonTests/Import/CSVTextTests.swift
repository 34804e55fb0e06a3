import Testing

@testable import Season

@Suite struct CSVTextTests {
    @Test func `quotes, doubled quotes, commas and line ends inside a cell`() throws {
        let text = "a,b,c\r\n\"1,5\",\"say \"\"salom\"\"\",\"two\nlines\"\nx,,\n"

        let table = try CSVText(Array(text.utf8))

        #expect(table.columns == ["a", "b", "c"])
        #expect(
            table.rows == [
                .init(number: 2, cells: ["1,5", "say \"salom\"", "two\nlines"]),
                .init(number: 3, cells: ["x", "", ""]),
            ])
    }

    @Test func `a byte order mark and a last line without end are no trouble`() throws {
        let table = try CSVText([0xef, 0xbb, 0xbf] + Array("a,b\n1,2".utf8))

        #expect(table.columns == ["a", "b"])
        #expect(table.rows == [.init(number: 2, cells: ["1", "2"])])
    }

    @Test func `an empty line is no row`() throws {
        let table = try CSVText(Array("a,b\n\n1,2\n\n".utf8))

        #expect(table.rows == [.init(number: 3, cells: ["1", "2"])])
    }

    @Test(arguments: [
        ("", CSVText.Failure.noColumns),
        ("a,a\n", .columnTwice(name: "a")),
        ("a,b\n1,\"2\n", .openQuote(row: 2)),
        ("a,b\n1,\"2\"3\n", .textAfterQuote(row: 2)),
        ("a,b\n1\n", .cellCount(row: 2, found: 1, expected: 2)),
        ("a,b\n1,2,3\n", .cellCount(row: 2, found: 3, expected: 2)),
    ])
    func `bytes that are no table are refused with their row`(
        text: String, failure: CSVText.Failure
    ) {
        #expect(throws: failure) { try CSVText(Array(text.utf8)) }
    }

    @Test func `wrong UTF-8 is refused with its row`() {
        #expect(throws: CSVText.Failure.notUTF8(row: 2)) {
            try CSVText(Array("a,b\n1,".utf8) + [0xff, 0x0a])
        }
    }
}
