import Testing

@testable import Node

struct QueryItemsTests {
    @Test func `parameters are decoded and found by name`() throws {
        let items = try QueryItems("EQ_bizStep=shipping%7Creceiving&perPage=5&flag")

        #expect(items["EQ_bizStep"] == "shipping|receiving")
        #expect(try items.integer("perPage", in: 1...10, default: 3) == 5)
        #expect(try items.flag("flag"))
        #expect(items["absent"] == nil)
    }

    @Test(arguments: ["a=1&a=2", "a=%zz", "%zz=1"])
    func `repeated names and broken escapes are refused`(query: String) {
        #expect(throws: Problem.self) { try QueryItems(query) }
    }

    @Test func `an unknown name is an error, never ignored`() throws {
        let items = try QueryItems("direction=upstream&dept=3")

        let problem = #expect(throws: Problem.self) { try items.allow("direction", "depth") }
        #expect(problem?.kind.code == "request.parameter")
        #expect(problem?.detail.contains("dept") == true)
    }

    @Test func `a number outside its range is refused with the range`() throws {
        let items = try QueryItems("depth=0")

        let problem = #expect(throws: Problem.self) {
            try items.integer("depth", in: 1...50, default: 5)
        }
        #expect(problem?.detail == "depth is a whole number from 1 to 50.")
    }
}
