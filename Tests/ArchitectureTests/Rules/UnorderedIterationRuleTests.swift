import Testing

/// Violations planted in an invented file of a deterministic target.
struct UnorderedIterationRuleTests {
    private func lines(_ source: String) -> [Int] {
        UnorderedIterationRule.violations(
            in: SourceFile(path: "Sources/EPCIS/A.swift", text: source)
        ).map(\.line)
    }

    @Test(arguments: [
        "var a: [String: Int]\nfor (k, v) in a {}",
        "let a: Set<Int> = []\nfor x in self.a where x > 1 {}",
        "let a: [[UInt8]: [Int]] = [:]\nfor x in a.keys {}",
        "let a: Dictionary<Int, Int>\nfor x in a.values {}",
    ])
    func `a planted loop over an unordered name is found`(source: String) {
        #expect(lines(source) == [2])
    }

    @Test(arguments: [
        "var a: [String: Int]\nfor (k, v) in a.sorted(by: order) {}",
        "var a: [String]\nfor x in a {}",
        "var a: [(name: String, count: Int)]\nfor x in a {}",
        "var a: [String: Int]\n// order-free: only counts\nfor x in a {}",
    ])
    func `a loop in a fixed order, or one that says why not, passes`(source: String) {
        #expect(lines(source) == [])
    }
}
