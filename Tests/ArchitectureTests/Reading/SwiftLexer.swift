/// Cuts a Swift file into tokens, so that a rule is never fooled by a comment or a string.
///
/// It knows nested comments, raw and multi-line strings, interpolated code and names in backticks.
/// A regex literal is cut as if it were code, so it may not hold a quote.
struct SwiftLexer {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var tokens: [SwiftToken] = []

    static func tokens(of text: String) -> [SwiftToken] {
        var lexer = SwiftLexer(bytes: Array(text.utf8))
        lexer.readCode(interpolated: false)
        return lexer.tokens
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The byte `offset` places ahead, or zero past the end.
    private func peek(_ offset: Int = 0) -> UInt8 {
        position + offset < bytes.count ? bytes[position + offset] : 0
    }

    private func isAhead(_ string: StaticString) -> Bool {
        string.withUTF8Buffer { wanted in
            position + wanted.count <= bytes.count
                && bytes[position..<position + wanted.count].elementsEqual(wanted)
        }
    }

    private mutating func advance(by count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] == UInt8(ascii: "\n") { line += 1 }
            position += 1
        }
    }

    private func string(from start: Int) -> String {
        String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Reads to the end of the file, or past the parenthesis that ends an interpolation.
    private mutating func readCode(interpolated: Bool) {
        var depth = 0
        while position < bytes.count {
            let byte = peek()
            if byte == UInt8(ascii: ")") {
                if interpolated && depth == 0 {
                    advance()
                    return
                }
                depth -= 1
            } else if byte == UInt8(ascii: "(") {
                depth += 1
            }
            readToken(byte)
        }
    }

    private mutating func readToken(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
            advance()
        case UInt8(ascii: "/") where isAhead("//") || isAhead("/*"):
            readComment()
        case UInt8(ascii: "\""):
            readString(hashes: 0)
        case UInt8(ascii: "#") where hashesBeforeQuote() > 0:
            readString(hashes: hashesBeforeQuote())
        case UInt8(ascii: "`"):
            readQuotedName()
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            readNumber()
        case _ where isNameByte(byte):
            let start = position
            let first = line
            while isNameByte(peek()) { advance() }
            tokens.append(SwiftToken(kind: .word(string(from: start)), line: first))
        default:
            let before = position > 0 ? bytes[position - 1] : UInt8(ascii: " ")
            tokens.append(
                SwiftToken(
                    kind: .symbol(Character(Unicode.Scalar(byte))), line: line,
                    isAttached: before > UInt8(ascii: " ")))
            advance()
        }
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
            true
        default: false
        }
    }

    private func hashesBeforeQuote() -> Int {
        var count = 0
        while peek(count) == UInt8(ascii: "#") { count += 1 }
        return peek(count) == UInt8(ascii: "\"") ? count : 0
    }

    private mutating func readComment() {
        let start = position
        let first = line
        if isAhead("//") {
            while position < bytes.count && peek() != UInt8(ascii: "\n") { advance() }
        } else {
            var depth = 0
            repeat {
                if isAhead("/*") {
                    depth += 1
                    advance(by: 2)
                } else if isAhead("*/") {
                    depth -= 1
                    advance(by: 2)
                } else {
                    advance()
                }
            } while depth > 0 && position < bytes.count
        }
        tokens.append(SwiftToken(kind: .comment(string(from: start)), line: first))
    }

    private mutating func readQuotedName() {
        let first = line
        advance()
        let start = position
        while position < bytes.count && peek() != UInt8(ascii: "`") { advance() }
        tokens.append(SwiftToken(kind: .word(string(from: start)), line: first))
        advance()
    }

    private mutating func readNumber() {
        let first = line
        // In `pair.0.1` and `$0.1` the digits are members, in `0...1.5` they are not.
        let isMember =
            tokens.last?.isSymbol("$") == true
            || tokens.last?.isSymbol(".") == true && tokens.dropLast().last?.isSymbol(".") == false
        var floating = false
        if isAhead("0x") {
            while isNameByte(peek()) {
                floating = floating || peek() == UInt8(ascii: "p")
                advance()
            }
        } else {
            readDigits()
            if !isMember && peek() == UInt8(ascii: ".") && isDigit(peek(1)) {
                floating = true
                advance()
                readDigits()
            }
            if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
                floating = true
                advance(by: isDigit(peek(1)) ? 1 : 2)
                readDigits()
            }
            while isNameByte(peek()) { advance() }
        }
        tokens.append(SwiftToken(kind: .number(floating: floating), line: first))
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func readDigits() {
        while isDigit(peek()) || peek() == UInt8(ascii: "_") { advance() }
    }

    /// Reads a literal whose delimiters carry `hashes` number signs.
    private mutating func readString(hashes: Int) {
        let place = tokens.count
        let first = line
        advance(by: hashes)
        let quotes = isAhead("\"\"\"") ? 3 : 1
        advance(by: quotes)
        var content: [UInt8] = []
        while position < bytes.count {
            if isDelimiter(quotes: quotes, hashes: hashes) {
                advance(by: quotes + hashes)
                break
            }
            if quotes == 1 && peek() == UInt8(ascii: "\n") { break }
            if peek() == UInt8(ascii: "\\") && hashesAhead(1) >= hashes {
                advance(by: 1 + hashes)
                if peek() == UInt8(ascii: "(") {
                    advance()
                    readCode(interpolated: true)
                } else {
                    content.append(peek())
                    advance()
                }
            } else {
                content.append(peek())
                advance()
            }
        }
        let text = String(decoding: content, as: UTF8.self)
        tokens.insert(SwiftToken(kind: .text(text), line: first), at: place)
    }

    private func hashesAhead(_ offset: Int) -> Int {
        var count = 0
        while peek(offset + count) == UInt8(ascii: "#") { count += 1 }
        return count
    }

    private func isDelimiter(quotes: Int, hashes: Int) -> Bool {
        (0..<quotes).allSatisfy { peek($0) == UInt8(ascii: "\"") } && hashesAhead(quotes) >= hashes
    }
}
