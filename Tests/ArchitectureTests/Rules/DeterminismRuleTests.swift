import Testing

/// Violations planted in an invented file of a deterministic target.
struct DeterminismRuleTests {
    private func violations(_ source: String, target: String = "Traceability") -> [String] {
        DeterminismRule.violations(in: SourceFile(path: "Sources/\(target)/A.swift", text: source))
            .map(\.what)
    }

    @Test(arguments: [
        ("let now = Date()", "a clock (Date) in Traceability"),
        ("let start = ContinuousClock.now", "a clock (ContinuousClock) in Traceability"),
        ("let start: SuspendingClock", "a clock (SuspendingClock) in Traceability"),
        ("let ratio: Double", "floating point (Double) in Traceability"),
        ("let ratio = Float(3)", "floating point (Float) in Traceability"),
        ("let ratio = 1.5", "a floating-point literal in Traceability"),
        ("let id = UUID()", "randomness (UUID) in Traceability"),
        ("let die = Int.random(in: 1...6)", "random() on a shared thing in Traceability"),
        (
            "var g = SystemRandomNumberGenerator()",
            "randomness (SystemRandomNumberGenerator) in Traceability"
        ),
        ("return lots.shuffled()", "randomness (shuffled) in Traceability"),
        ("return lot.hashValue", "randomness (hashValue) in Traceability"),
        ("func apply() async {}", "concurrency (async) in Traceability"),
        ("await apply()", "concurrency (await) in Traceability"),
        ("let state = Mutex(0)", "concurrency (Mutex) in Traceability"),
        ("guard gate.lock() else {}", "lock() on a shared thing in Traceability"),
        ("print(lot)", "print() in Traceability"),
        ("let x = \"\\(Date())\"", "a clock (Date) in Traceability"),
    ])
    func `a planted violation is found`(source: String, expected: String) {
        #expect(violations(source) == [expected])
    }

    @Test func `a sleeping task is found twice over`() {
        #expect(
            violations("await Task.sleep(for: pause)") == [
                "concurrency (await) in Traceability", "concurrency (Task) in Traceability",
            ])
    }

    @Test(arguments: [
        "/// Never a `Double`, never a Date.\nlet mass: Int64",
        "let name = \"Double\"",
        "case random\nlet date: CalendarDate",
        "func print(_ lot: LotID) -> String { text.print(lot) }",
        "let pair = (1, 2)\nlet last = pair.0",
    ])
    func `what only looks like a violation passes`(source: String) {
        #expect(violations(source) == [])
    }

    @Test func `a target that is not replicated may read a clock`() {
        #expect(violations("let now = Date()", target: "Node") == [])
    }
}
