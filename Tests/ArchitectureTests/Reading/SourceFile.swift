/// A Swift file: its path in the repository and what stands in it.
struct SourceFile {
    /// Relative to the repository, with `/`: `Sources/EPCIS/Identifiers/GTIN.swift`.
    let path: String
    let tokens: [SwiftToken]
    /// The tokens that are compiled.
    let code: [SwiftToken]
    let lineCount: Int

    init(path: String, text: String) {
        self.path = path
        tokens = SwiftLexer.tokens(of: text)
        code = tokens.filter { $0.comment == nil }
        lineCount = text.utf8.count { $0 == UInt8(ascii: "\n") }
    }

    /// The target's name as the folder says it, such as `EPCIS` or `EPCISTests`.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 1 ? String(parts[1]) : ""
    }

    struct Import: Equatable {
        let module: String
        let line: Int
    }

    /// Every imported module, whatever the access level, attribute or kind of the import.
    var imports: [Import] {
        let kinds: Set = [
            "struct", "class", "enum", "protocol", "func", "var", "let", "typealias", "actor",
        ]
        return code.indices.compactMap { index in
            guard code[index].isWord("import"), index + 1 < code.count,
                index == 0 || !code[index - 1].isSymbol(".")
            else { return nil }
            var name = index + 1
            if let word = code[name].word, kinds.contains(word), name + 1 < code.count { name += 1 }
            guard let module = code[name].word else { return nil }
            return Import(module: module, line: code[index].line)
        }
    }
}
