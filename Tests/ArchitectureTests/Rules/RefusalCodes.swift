/// The codes that a refusal can carry, as the sources define them: `case overdrawn =
/// "balance.overdrawn"`, or the first argument of a `ProblemKind`.
struct RefusalCode: Equatable {
    /// `area.reason`.
    let code: String
    /// The enum case, by which a test may name it instead.
    let caseName: String?
    let path: String

    static func defined(in files: [SourceFile]) -> [RefusalCode] {
        files.flatMap { file in
            let code = file.code
            return code.indices.dropFirst(2).compactMap { index -> RefusalCode? in
                guard let text = code[index].text,
                    text.wholeMatch(of: #/[a-z0-9]+\.[a-z0-9_]+/#) != nil
                else { return nil }
                if code[index - 1].isSymbol("="), index > 2, code[index - 3].isWord("case") {
                    return RefusalCode(code: text, caseName: code[index - 2].word, path: file.path)
                }
                if code[index - 1].isSymbol("("), code[index - 2].isWord("ProblemKind") {
                    return RefusalCode(code: text, caseName: nil, path: file.path)
                }
                return nil
            }
        }
    }

    /// Those that no test names, neither by code nor by case.
    static func untested(_ codes: [RefusalCode], tests: [SourceFile]) -> [RefusalCode] {
        var texts: Set<String> = []
        var members: Set<String> = []
        for file in tests {
            let code = file.code
            for index in code.indices {
                if let text = code[index].text { texts.insert(text) }
                if let word = code[index].word, index > 0, code[index - 1].isSymbol(".") {
                    members.insert(word)
                }
            }
        }
        return codes.filter { refusal in
            !texts.contains(refusal.code) && !(refusal.caseName.map(members.contains) ?? false)
        }
    }
}
