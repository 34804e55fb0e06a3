/// Turns bytes into a ``JSONTape``, or says where they stop being strict JSON.
///
/// One pass, no recursion: the open containers are a list, so nesting costs no stack.
///
/// Spec: RFC 8259, with RFC 7493 (I-JSON) §2.1 on encoding and §2.3 on duplicate names.
struct JSONScanner {
    private let bytes: ByteWindow
    private let limits: JSONLimits
    private var nodes: ContiguousArray<JSONTape.Node> = []
    /// Nodes of the containers that are not closed yet, outermost first.
    private var open: ContiguousArray<Int> = []
    private var index = 0
    private var names = JSONNameSet()

    private struct Stop: Error {
        let reason: JSONError.Reason
        let offset: Int
        /// The node of the name it is about, where that is not the last one read.
        var name: Int?
    }

    static func scan(_ bytes: ByteWindow, limits: JSONLimits) throws(JSONError) -> JSONSource {
        var scanner = JSONScanner(bytes: bytes, limits: limits)
        do {
            try scanner.scanText()
        } catch {
            throw scanner.described(error)
        }
        return JSONSource(bytes: bytes, nodes: scanner.nodes)
    }

    private init(bytes: ByteWindow, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
        // Event documents have a node for every 15 to 25 bytes.
        nodes.reserveCapacity(min(bytes.count / 14 + 8, limits.nodesMax))
    }

    private mutating func scanText() throws(Stop) {
        guard bytes.count <= limits.bytesMax else { throw stop(.tooManyBytes, at: 0) }
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw stop(.byteOrderMark, at: 0)
        }
        var isValueNext = true
        while true {
            if isValueNext {
                isValueNext = try scanValue()
            } else if let container = open.last {
                isValueNext = try scanSeparator(in: container)
            } else {
                break
            }
        }
        skipSpace()
        guard index == bytes.count else { throw stop(.trailingBytes, at: index) }
    }

    // MARK: Structure

    /// A scalar, an empty container, or the opening of a container.
    ///
    /// - Returns: whether a value must follow.
    private mutating func scanValue() throws(Stop) -> Bool {
        skipSpace()
        guard index < bytes.count else { throw stop(.unexpectedEnd, at: index) }
        switch bytes[index] {
        case UInt8(ascii: "\""):
            try scanString(as: .string)
        case UInt8(ascii: "{"):
            try openContainer(.object)
            if peek() != UInt8(ascii: "}") {
                try scanName()
                return true
            }
            closeContainer()
        case UInt8(ascii: "["):
            try openContainer(.array)
            if peek() != UInt8(ascii: "]") { return true }
            closeContainer()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try scanNumber()
        case UInt8(ascii: "t"): try scanWord("true", .yes)
        case UInt8(ascii: "f"): try scanWord("false", .no)
        case UInt8(ascii: "n"): try scanWord("null", .null)
        default: throw stop(.unexpectedByte, at: index)
        }
        return false
    }

    /// What follows a value in `container`: a comma (and the next name) or the end.
    ///
    /// - Returns: whether a value must follow.
    private mutating func scanSeparator(in container: Int) throws(Stop) -> Bool {
        let isObject = nodes[container].kind == .object
        let closing = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        guard let byte = peek() else { throw stop(.unexpectedEnd, at: index) }
        if byte == closing {
            if isObject { try refuseDuplicateNames(in: container) }
            closeContainer()
            return false
        }
        guard byte == UInt8(ascii: ",") else { throw stop(.unexpectedByte, at: index) }
        let comma = index
        index += 1
        if peek() == closing { throw stop(.trailingComma, at: comma) }
        if isObject { try scanName() }
        return true
    }

    private mutating func openContainer(_ kind: JSONTape.Kind) throws(Stop) {
        guard open.count < limits.depthMax else { throw stop(.tooDeep, at: index) }
        open.append(nodes.count)
        try append(kind, index..<index + 1)
        index += 1
    }

    private mutating func closeContainer() {
        index += 1
        guard let container = open.popLast() else { preconditionFailure("nothing is open") }
        nodes[container].end = UInt32(index)
        nodes[container].next = UInt32(nodes.count)
    }

    private mutating func scanName() throws(Stop) {
        guard let byte = peek() else { throw stop(.unexpectedEnd, at: index) }
        guard byte == UInt8(ascii: "\"") else { throw stop(.unexpectedByte, at: index) }
        try scanString(as: .name)
        guard let colon = peek() else { throw stop(.unexpectedEnd, at: index) }
        guard colon == UInt8(ascii: ":") else { throw stop(.unexpectedByte, at: index) }
        index += 1
    }

    private mutating func refuseDuplicateNames(in container: Int) throws(Stop) {
        if let second = names.firstRepeated(in: nodes, container: container, bytes: bytes) {
            throw Stop(
                reason: .duplicateName, offset: Int(nodes[second].start) - 1, name: second)
        }
    }

    @inline(__always)
    private mutating func append(
        _ kind: JSONTape.Kind, _ range: Range<Int>, isEscaped: Bool = false
    ) throws(Stop) {
        guard nodes.count < limits.nodesMax else { throw stop(.tooManyValues, at: index) }
        nodes.append(
            JSONTape.Node(
                start: UInt32(range.lowerBound), end: UInt32(range.upperBound),
                next: UInt32(nodes.count + 1), kind: kind, isEscaped: isEscaped))
    }

    // MARK: Scalars

    private mutating func scanString(as kind: JSONTape.Kind) throws(Stop) {
        let start = index + 1
        var place = start
        var isEscaped = false
        while true {
            while let word = bytes.word(at: place) {
                let marks = Self.marks(word)
                if marks != 0 {
                    place += marks.trailingZeroBitCount / 8
                    break
                }
                place += 8
            }
            guard place < bytes.count else { throw stop(.unexpectedEnd, at: bytes.count) }
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                place = try endOfEscape(at: place)
            } else if byte < 0x20 {
                throw stop(.controlCharacter, at: place)
            } else if byte < 0x80 {
                place += 1
            } else {
                guard let length = UTF8Sequence.length(bytes, at: place) else {
                    throw stop(.invalidUTF8, at: place)
                }
                place += length
            }
        }
        try append(kind, start..<place, isEscaped: isEscaped)
        index = place + 1
    }

    /// The high bit of the first of eight bytes that ends a string, starts an escape, is a control
    /// character or is beyond ASCII; bits above that one mean nothing, and 0 that there is none.
    @inline(__always)
    private static func marks(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        // A borrow reaches only the bytes above the first that qualifies.
        let controls = (word &- ones &* 0x20) & ~word
        let quotes = (quote &- ones) & ~quote
        let backslashes = (backslash &- ones) & ~backslash
        return (controls | quotes | backslashes | word) & highs
    }

    private func endOfEscape(at backslash: Int) throws(Stop) -> Int {
        guard backslash + 1 < bytes.count else { throw stop(.unexpectedEnd, at: bytes.count) }
        let escape = bytes[backslash + 1]
        guard escape == UInt8(ascii: "u") else {
            guard JSONEscapes.character(escape) != nil else {
                throw stop(.invalidEscape, at: backslash)
            }
            return backslash + 2
        }
        guard let unit = JSONEscapes.unit(bytes, at: backslash + 2) else {
            throw stop(.invalidEscape, at: backslash)
        }
        if JSONEscapes.isLow(unit) { throw stop(.loneSurrogate, at: backslash) }
        guard JSONEscapes.isHigh(unit) else { return backslash + 6 }
        let second = backslash + 6
        guard bytes.count - second >= 6, bytes[second] == UInt8(ascii: "\\"),
            bytes[second + 1] == UInt8(ascii: "u"),
            let low = JSONEscapes.unit(bytes, at: second + 2), JSONEscapes.isLow(low)
        else { throw stop(.loneSurrogate, at: backslash) }
        return second + 6
    }

    private mutating func scanNumber() throws(Stop) {
        let start = index
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        let integer = skipDigits()
        guard !integer.isEmpty else { throw stop(.invalidNumber, at: start) }
        if integer.count > 1, bytes[integer.lowerBound] == UInt8(ascii: "0") {
            throw stop(.leadingZero, at: start)
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            guard !skipDigits().isEmpty else { throw stop(.invalidNumber, at: start) }
        }
        var hasExponent = false
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            hasExponent = true
            index += 1
            if index < bytes.count,
                bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-")
            {
                index += 1
            }
            guard !skipDigits().isEmpty else { throw stop(.invalidNumber, at: start) }
        }
        // A few characters without exponent always fit.
        if hasExponent || index - start > ExactDecimal.digitsMax,
            ExactDecimal(bytes, start..<index) == nil
        {
            throw stop(.numberOutOfRange, at: start)
        }
        try append(.number, start..<index)
    }

    private mutating func skipDigits() -> Range<Int> {
        let start = index
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
        return start..<index
    }

    private mutating func scanWord(_ word: StaticString, _ kind: JSONTape.Kind) throws(Stop) {
        let start = index
        guard bytes.starts(start..<bytes.count, with: word) else {
            throw stop(.unexpectedByte, at: start)
        }
        index += word.utf8CodeUnitCount
        try append(kind, start..<index)
    }

    // MARK: Space

    @inline(__always)
    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    /// The next byte after space, which is not consumed.
    @inline(__always)
    private mutating func peek() -> UInt8? {
        skipSpace()
        return index < bytes.count ? bytes[index] : nil
    }

    // MARK: Errors

    private func stop(_ reason: JSONError.Reason, at offset: Int) -> Stop {
        Stop(reason: reason, offset: offset)
    }

    private func described(_ stop: Stop) -> JSONError {
        var pointer = ""
        for (depth, container) in open.enumerated() {
            let last = stop.name.map { $0 + 1 } ?? nodes.count
            let child = depth + 1 < open.count ? open[depth + 1] : last
            pointer += step(into: container, before: child)
        }
        let place = SourcePlace.locate([stop.offset], in: bytes)[0]
        return JSONError(reason: stop.reason, place: place, pointer: pointer)
    }

    /// The last step of the way to the child that starts at node `child` of an open container.
    private func step(into container: Int, before child: Int) -> String {
        var place = container + 1
        var position = 0
        var name: Int?
        let isObject = nodes[container].kind == .object
        while place < child {
            if isObject { name = place }
            let value = isObject ? place + 1 : place
            guard value < child else { break }
            place = Int(nodes[value].next)
            position += 1
        }
        guard isObject else { return "/\(position)" }
        guard let name else { return "" }
        let source = JSONSource(bytes: bytes, nodes: nodes)
        return "/" + JSONPointer.escape(source.string(name))
    }
}
