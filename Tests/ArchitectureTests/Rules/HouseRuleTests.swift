import Testing

/// Violations planted in invented files, of the rules that hold for every target.
struct HouseRuleTests {
    @Test func `an unexplained unchecked Sendable is found`() {
        let bare = "final class Pool: @unchecked Sendable {\n    var free: [Int]\n}\n"
        let explained =
            "final class Pool:\n    @unchecked Sendable {\n    // Only `queue` touches it.\n}\n"

        #expect(SharedStateRule.violations(in: planted(bare)).map(\.line) == [1])
        #expect(SharedStateRule.violations(in: planted(explained)) == [])
    }

    @Test func `unfinished work and forced operators are found`() {
        let marker = "TO" + "DO"
        let source =
            "// \(marker): later\nlet a = try! load()\nlet b = a as! Lot\nlet c = try !done()\n"

        let found = UnfinishedRule.violations(in: planted(source)).map(\.what)

        #expect(found == ["\(marker) in a comment", "try!", "as!"])
    }

    @Test func `a path or a registry of one machine is found`() {
        let folder = "/ro" + "ot/"
        let host = "py" + "pi.org"
        let text =
            "cd \(folder)daftar\nsee https://example.com\(folder)x\n--index https://\(host)/\n"

        let found = PortabilityRule.violations(path: "a.sh", text: text)

        #expect(found.map(\.line) == [1, 3])
    }

    private func planted(_ source: String) -> SourceFile {
        SourceFile(path: "Sources/Node/A.swift", text: source)
    }
}
