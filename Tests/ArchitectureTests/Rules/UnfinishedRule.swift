/// Work left lying about, and the two forced operators that turn an error into a crash.
enum UnfinishedRule {
    private static let markers = ["TO" + "DO", "FIX" + "ME"]

    static func violations(in file: SourceFile) -> [Violation] {
        let marked = file.tokens.flatMap { token in
            markers.filter { token.comment?.contains($0) == true }.map {
                Violation(path: file.path, line: token.line, what: "\($0) in a comment")
            }
        }
        let code = file.code
        let forced: [Violation] = code.indices.dropLast().compactMap { index in
            guard let word = code[index].word, word == "try" || word == "as",
                code[index + 1].isSymbol("!"), code[index + 1].isAttached
            else { return nil }
            return Violation(path: file.path, line: code[index].line, what: "\(word)!")
        }
        return marked + forced
    }
}
