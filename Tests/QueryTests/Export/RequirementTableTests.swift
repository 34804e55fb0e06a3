import LedgerCore
import Query
import Testing

struct RequirementTableTests {
    private static let line = """
        {"id":"a","destinations":["EAEU","UZ"],"products":["0813"],"except":["081340"],\
        "evidence":"certificate:origin","weight":"required","title":{"en":"e","ru":"r","tg":"t"},\
        "source":"s","dated":"2026-11-26","checked":true,"from":"2028-07-20"}
        """

    private func table(_ lines: String) -> String {
        """
        {"name":"own","dated":"2026-11-26","groups":{"EAEU":["RU","KZ"]},"requirements":[\(lines)]}
        """
    }

    private func parse(_ text: String) throws(RequirementTableFault) -> RequirementTable {
        try RequirementTable(parsing: Array(text.utf8))
    }

    private func fault(_ text: String) -> String? {
        do throws(RequirementTableFault) {
            _ = try parse(text)
            return nil
        } catch { return "\(error.pointer): \(error.reason)" }
    }

    @Test func `a line applies to its goods, in its countries, from its day on`() throws {
        let own = try parse(table(RequirementTableTests.line))
        let later = try #require(Timestamp(text: "2028-07-20T00:00:00.000Z"))
        let before = later.advanced(byMilliseconds: -1)
        func ids(_ goods: String, _ country: String, _ moment: Timestamp) throws -> [String] {
            own.requirements(of: try #require(CommodityCode(goods)), in: country, at: moment)
                .map(\.id)
        }

        #expect(own.requirements[0].destinations == ["RU", "KZ", "UZ"])
        #expect(own.requirements[0].evidence == .certificate(.origin))
        #expect(try ids("081310", "KZ", later) == ["a"])
        #expect(try ids("081310", "KZ", before) == [])
        #expect(try ids("081340", "UZ", later) == [])
        #expect(try ids("080910", "UZ", later) == [])
        #expect(try ids("081310", "CN", later) == [])
        #expect(own.knows("RU") && !own.knows("CN"))
    }

    @Test func `what a table says wrong is named with its place`() {
        let line = RequirementTableTests.line
        func with(_ old: String, _ new: String) -> String? {
            fault(table(line.replacing(old, with: new)))
        }

        #expect(fault(table(line)) == nil)
        #expect(fault(table("")) == "/requirements: there are 1 to 500 requirements")
        #expect(fault("[]") == ": this is an object")
        #expect(fault("{") != nil)
        #expect(
            fault(table(line + "," + line)) == "/requirements/1/id: a is the id of another line")
        #expect(
            with("\"source\"", "\"quelle\"") == "/requirements/0: quelle is not known here")
        #expect(with(",\"checked\":true", "") == "/requirements/0: checked is missing")
        #expect(
            with("certificate:origin", "certificate:halal")
                == "/requirements/0/evidence: certificate:halal is no evidence")
        #expect(with("certificate:origin", "document:") != nil)
        #expect(with("\"required\"", "\"maybe\"") != nil)
        #expect(
            with("\"UZ\"", "\"uz\"")
                == "/requirements/0/destinations/1: this is not a country, or a group of the table")
        #expect(
            with("\"0813\"", "\"8\"") == "/requirements/0/products/0: this is not 2 to 6 digits")
        #expect(with("2028-07-20", "2028-02-30") != nil)
        #expect(with("\"tg\":\"t\"", "\"uz\":\"t\"") != nil)
    }

    @Test func `the table of the program is sound, and names what each line rests on`() throws {
        let table = RequirementTable.standard
        let now = try #require(Timestamp(text: "2026-11-26T00:00:00.000Z"))
        func ids(_ goods: String, _ country: String) throws -> [String] {
            table.requirements(of: try #require(CommodityCode(goods)), in: country, at: now)
                .map(\.id).filter { !$0.hasPrefix("all.") }
        }

        #expect(
            try ids("081310", "RU")
                == ["eaeu.phytosanitary", "eaeu.conformity", "eaeu.test", "cis.origin"])
        #expect(
            try ids("081310", "LT") == [
                "eu.sulphite", "eu.residues", "eu.origin", "eu.traceability",
            ])
        #expect(try ids("070310", "UZ") == ["cis.origin", "uz.phytosanitary", "uz.conformity"])
        #expect(try ids("520100", "KZ") == ["eaeu.phytosanitary", "cis.origin"])
        #expect(try ids("080711", "US").contains("us.fsma204") == false)
        #expect(table.requirements.allSatisfy { !$0.source.isEmpty && $0.dated == table.dated })
    }
}
