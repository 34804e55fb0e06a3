/// What makes two nodes disagree about the same block: clocks, randomness, floating point, threads,
/// and the world outside. None of it may be named in a deterministic target.
enum DeterminismRule {
    /// Names that are refused wherever they stand.
    private static let names: [(reason: String, names: Set<String>)] = [
        (
            "a clock",
            [
                "Clock", "ContinuousClock", "Date", "DispatchTime", "SuspendingClock",
                "clock_gettime", "gettimeofday", "nanosleep", "usleep",
            ]
        ),
        (
            "randomness",
            [
                "RandomNumberGenerator", "SystemRandomNumberGenerator", "UUID", "getentropy",
                "hashValue", "randomElement", "shuffle", "shuffled",
            ]
        ),
        (
            "floating point",
            ["CGFloat", "Double", "Float", "Float16", "Float32", "Float64", "Float80"]
        ),
        (
            "concurrency",
            [
                "AsyncSequence", "AsyncStream", "Atomic", "DispatchQueue", "Mutex", "NSLock",
                "Task", "TaskGroup", "Thread", "actor", "async", "await",
            ]
        ),
        ("the world outside", ["CommandLine", "FileHandle", "FileManager", "ProcessInfo"]),
    ]

    /// Names that are refused when called as members: `Int.random(in:)`.
    private static let members: Set = ["lock", "random", "unlock", "withLock"]

    /// Names that are refused when called as free functions.
    private static let functions: Set = ["debugPrint", "dump", "getenv", "print", "readLine"]

    static func violations(in file: SourceFile) -> [Violation] {
        guard TargetMap.deterministic.contains(file.target) else { return [] }
        let code = file.code
        return code.indices.compactMap { index in
            reason(at: index, in: code).map {
                Violation(path: file.path, line: code[index].line, what: "\($0) in \(file.target)")
            }
        }
    }

    private static func reason(at index: Int, in code: [SwiftToken]) -> String? {
        if code[index].kind == .number(floating: true) { return "a floating-point literal" }
        guard let word = code[index].word else { return nil }
        for group in names where group.names.contains(word) {
            return "\(group.reason) (\(word))"
        }
        guard index + 1 < code.count, code[index + 1].isSymbol("(") else { return nil }
        let isMember = index > 0 && code[index - 1].isSymbol(".")
        let isDeclared = index > 0 && code[index - 1].isWord("func")
        if isMember && members.contains(word) { return "\(word)() on a shared thing" }
        if !isMember && !isDeclared && functions.contains(word) { return "\(word)()" }
        return nil
    }
}
