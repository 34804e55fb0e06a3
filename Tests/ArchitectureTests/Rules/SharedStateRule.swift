/// `@unchecked Sendable` switches the compiler's check off; the line after the brace says what
/// protects the state instead.
enum SharedStateRule {
    static func violations(in file: SourceFile) -> [Violation] {
        let commented = Set(file.tokens.filter { $0.comment != nil }.map(\.line))
        let code = file.code
        return code.indices.compactMap { index in
            guard code[index].isSymbol("@"), index + 2 < code.count,
                code[index + 1].isWord("unchecked"), code[index + 2].isWord("Sendable")
            else { return nil }
            let brace = code[index...].first { $0.isSymbol("{") }?.line ?? code[index].line
            guard !commented.contains(brace), !commented.contains(brace + 1) else { return nil }
            return Violation(
                path: file.path, line: code[index].line,
                what: "@unchecked Sendable does not say on the next line what protects it")
        }
    }
}
