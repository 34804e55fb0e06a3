/// A loop over a `Dictionary` or `Set` runs in an order of its own in every process, so what it
/// hashes, sends or stores would differ between nodes.
///
/// A heuristic: it knows the names that the same file declares with such a type, and looks at `for`
/// loops straight over them, their `keys` or their `values`. A loop whose order truly does not
/// matter says why in a comment `// order-free: …` on its line or the line before.
enum UnorderedIterationRule {
    static func violations(in file: SourceFile) -> [Violation] {
        guard TargetMap.deterministic.contains(file.target) else { return [] }
        let code = file.code
        let unordered = unorderedNames(in: code)
        let excused = Set(
            file.tokens.flatMap { token in
                token.comment?.contains("order-free:") == true ? [token.line, token.line + 1] : []
            })
        return code.indices.compactMap { index in
            guard code[index].isWord("for"), !excused.contains(code[index].line),
                let name = loopedName(from: index, in: code), unordered.contains(name)
            else { return nil }
            return Violation(
                path: file.path, line: code[index].line,
                what: "loops over the unordered '\(name)' in \(file.target)")
        }
    }

    /// Names after `let` or `var` or a parameter's colon whose type is a dictionary or a set.
    private static func unorderedNames(in code: [SwiftToken]) -> Set<String> {
        var names: Set<String> = []
        for index in code.indices.dropLast(2) {
            guard let name = code[index].word, code[index + 1].isSymbol(":") else { continue }
            let type = code[index + 2]
            if type.isWord("Set") || type.isWord("Dictionary") { names.insert(name) }
            if type.isSymbol("["), isDictionaryType(from: index + 2, in: code) {
                names.insert(name)
            }
        }
        return names
    }

    /// Whether the bracket opens `[Key: Value]`: a colon at its own depth.
    private static func isDictionaryType(from open: Int, in code: [SwiftToken]) -> Bool {
        var depth = 0
        for token in code[open...] {
            if token.isSymbol("[") || token.isSymbol("(") { depth += 1 }
            if token.isSymbol("]") || token.isSymbol(")") { depth -= 1 }
            if depth == 0 { return false }
            if depth == 1 && token.isSymbol(":") { return true }
        }
        return false
    }

    /// The `x` of `for … in x {`, `in self.x {`, `in x.keys {` and `in x.values {`.
    private static func loopedName(from start: Int, in code: [SwiftToken]) -> String? {
        guard let inWord = code[start...].prefix(16).firstIndex(where: { $0.isWord("in") })
        else { return nil }
        var words: [String] = []
        for token in code[(inWord + 1)...] {
            if let word = token.word {
                if word == "where" { break }
                words.append(word)
            } else if token.isSymbol("{") {
                break
            } else if !token.isSymbol(".") {
                return nil
            }
        }
        if words.first == "self" { words.removeFirst() }
        if words.count == 2, words[1] == "keys" || words[1] == "values" { words.removeLast() }
        return words.count == 1 ? words[0] : nil
    }
}
