import EPCIS
import Testing

@testable import Node

struct LabelCodeTests {
    @Test(
        arguments: [
            "(01)04880000000011(10)A1(21)7",
            "010488000000001110A1\u{1D}217", "]d2010488000000001110A1\u{1D}217",
            "]C1\u{1D}010488000000001110A1\u{1D}217",
            "/01/04880000000011/10/A1/21/7",
            "https://shop.example/x/01/04880000000011/10/A1/21/7?linkType=all",
        ])
    func `every spelling of one label names the same item and lot`(text: String) throws {
        let code = try LabelCode(text)

        #expect(code.key.text == "/01/04880000000011/21/7")
        #expect(code.lotKey?.text == "/01/04880000000011/10/A1")
    }

    @Test(
        arguments: [
            ("(00)106141412345678908", "/00/106141412345678908"),
            ("(01)04880000000011(17)270131(10)A1", "/01/04880000000011/10/A1"),
            ("(414)4880000000011", "/414/4880000000011"),
            ("urn:epc:class:lgtin:4880000.000001.A1", "/01/04880000000011/10/A1"),
        ])
    func `lots, logistic units and places are named too`(text: String, key: String) throws {
        #expect(try LabelCode(text).key.text == key)
    }

    @Test(
        arguments: [
            ("(01)04880000000012(10)A1", "gs1.check_digit"),
            ("(01)0488000000001(10)A1", "gs1.syntax"),
            ("(1)x", "gs1.syntax"), ("01048800", "gs1.syntax"), ("(10", "gs1.syntax"),
            ("https://example.com/", "gs1.syntax"), ("urn:uuid:x", "gs1.syntax"),
            ("(01)04880000000011(10)A\u{7}", "gs1.syntax"), ("", "request.parameter"),
        ])
    func `what is no label is refused with a reason`(text: String, code: String) {
        let problem = #expect(throws: Problem.self) { try LabelCode(text) }

        #expect(problem?.kind.code == code)
        #expect(problem?.kind.status == 400)
    }

    @Test func `a fault says where it is`() {
        let problem = #expect(throws: Problem.self) {
            try LabelCode("(01)04880000000011(x)A1")
        }

        #expect(problem?.violations.first?.offset == 19)
    }
}
