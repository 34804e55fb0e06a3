/// One token of a Swift file, as far as the rules of the house tell tokens apart.
struct SwiftToken: Equatable {
    enum Kind: Equatable {
        /// An identifier or keyword, without backticks.
        case word(String)
        /// A number literal; floating when it has a fraction or an exponent.
        case number(floating: Bool)
        /// A string literal without its quotes and interpolations, whose code follows as tokens.
        case text(String)
        case comment(String)
        /// Any other single byte, such as `@` or `(`.
        case symbol(Character)
    }

    let kind: Kind
    /// The line that the token begins on, from 1.
    let line: Int
    /// Of a symbol: whether it touches what stands before it, as in `try!` but not `try !done`.
    var isAttached = false

    var word: String? {
        if case .word(let name) = kind { name } else { nil }
    }

    var text: String? {
        if case .text(let value) = kind { value } else { nil }
    }

    var comment: String? {
        if case .comment(let value) = kind { value } else { nil }
    }

    func isSymbol(_ character: Character) -> Bool { kind == .symbol(character) }
    func isWord(_ name: String) -> Bool { kind == .word(name) }
}
