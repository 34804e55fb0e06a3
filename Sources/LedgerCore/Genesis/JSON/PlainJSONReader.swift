/// Reads a whole text as one `PlainJSON`.
struct PlainJSONReader {
    private let bytes: Bytes
    private var offset = 0

    private init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    static func read(_ bytes: Bytes) throws(GenesisJSONError) -> PlainJSON {
        var reader = PlainJSONReader(bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.offset == bytes.count else { throw reader.error("the end") }
        return value
    }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private func error(_ expected: String) -> GenesisJSONError {
        .syntax(expected: expected, offset: offset)
    }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
    }

    /// Consumes a character if it is the next one after space.
    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private mutating func require(_ character: Unicode.Scalar) throws(GenesisJSONError) {
        guard accept(character) else { throw error("'\(character)'") }
    }

    private mutating func value(depth: Int) throws(GenesisJSONError) -> PlainJSON {
        skipSpace()
        guard depth < PlainJSON.depthMax else { throw error("less nesting") }
        switch next {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try items(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return .integer(try integer())
        }
    }

    private mutating func literal(
        _ text: String, _ value: PlainJSON
    ) throws(GenesisJSONError) -> PlainJSON {
        guard bytes[offset...].starts(with: text.utf8) else { throw error(text) }
        offset += text.utf8.count
        return value
    }

    private mutating func members(
        depth: Int
    ) throws(GenesisJSONError) -> [(name: String, value: PlainJSON)] {
        var members: [(name: String, value: PlainJSON)] = []
        var names: Set<Bytes> = []
        try require("{")
        if accept("}") { return members }
        repeat {
            skipSpace()
            let start = offset
            let name = try string()
            guard names.insert(Array(name.utf8)).inserted else {
                throw .syntax(expected: "a name that was not used before", offset: start)
            }
            try require(":")
            members.append((name, try value(depth: depth + 1)))
        } while accept(",")
        try require("}")
        return members
    }

    private mutating func items(depth: Int) throws(GenesisJSONError) -> [PlainJSON] {
        var items: [PlainJSON] = []
        try require("[")
        if accept("]") { return items }
        repeat { items.append(try value(depth: depth + 1)) } while accept(",")
        try require("]")
        return items
    }

    private mutating func integer() throws(GenesisJSONError) -> UInt64 {
        let start = offset
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            offset += 1
        }
        let digits = bytes[start..<offset]
        let isCanonical = digits.count == 1 || digits.first != UInt8(ascii: "0")
        guard isCanonical, let number = UInt64(String(decoding: digits, as: UTF8.self)) else {
            throw .syntax(expected: "a whole number", offset: start)
        }
        return number
    }

    private mutating func string() throws(GenesisJSONError) -> String {
        let start = offset
        guard next == UInt8(ascii: "\"") else { throw error("a string") }
        offset += 1
        var utf8: Bytes = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw error("no control character") }
            offset += 1
            if byte == UInt8(ascii: "\\") {
                utf8 += Array(String(try escaped()).utf8)
            } else {
                utf8.append(byte)
            }
        }
        guard next != nil else { throw error("the end of the string") }
        offset += 1
        guard let text = String(validating: utf8, as: UTF8.self) else {
            throw .syntax(expected: "UTF-8", offset: start)
        }
        return text
    }

    private mutating func escaped() throws(GenesisJSONError) -> Unicode.Scalar {
        guard let byte = next else { throw error("an escape") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw error("an escape")
        }
    }

    private mutating func unicodeEscape() throws(GenesisJSONError) -> Unicode.Scalar {
        let high = try codeUnit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard UTF16.isLeadSurrogate(UInt16(high)), bytes[offset...].starts(with: Array("\\u".utf8))
        else { throw error("a pair of surrogates") }
        offset += 2
        let low = try codeUnit()
        guard UTF16.isTrailSurrogate(UInt16(low)),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw error("a pair of surrogates") }
        return scalar
    }

    private mutating func codeUnit() throws(GenesisJSONError) -> UInt32 {
        guard bytes.count - offset >= 4,
            let unit = Bytes(hex: String(decoding: bytes[offset..<offset + 4], as: UTF8.self))
        else { throw error("four hexadecimal digits") }
        offset += 4
        return UInt32(unit[0]) << 8 | UInt32(unit[1])
    }
}
