/// Reads deterministic CBOR and refuses every other encoding of the same value.
///
/// Nothing in it traps on hostile bytes: lengths and counts are held against the bytes that are left
/// before anything is allocated.
///
/// Spec: RFC 8949 §4.2.1; Docs/Spec/Encoding.md §1.
package struct CBORReader: Sendable {
    /// Deepest nesting that `item()` follows; the formats need six.
    package static let depthMax = 16
    /// Items of an array for which there is room before the first is read.
    private static let reservedMax = 16

    private let source: Bytes
    private let end: Int
    /// Offset of the next item, in bytes.
    package private(set) var offset: Int

    package init(_ bytes: Bytes) {
        source = bytes
        offset = 0
        end = bytes.count
    }

    private init(source: Bytes, range: Range<Int>) {
        self.source = source
        offset = range.lowerBound
        end = range.upperBound
    }

    /// Bytes that are left.
    package var remaining: Int { end - offset }

    package mutating func unsigned() throws(CBORError) -> UInt64 {
        try head(.unsigned).argument
    }

    /// An unsigned integer that fits a narrower type.
    package mutating func unsigned<Integer: FixedWidthInteger>(
        _ type: Integer.Type
    ) throws(CBORError) -> Integer {
        let start = offset
        guard let value = Integer(exactly: try unsigned()) else {
            throw CBORError(.integerOutOfRange, at: start)
        }
        return value
    }

    package mutating func signed() throws(CBORError) -> Int64 {
        let start = offset
        let head = try nextHead()
        guard head.major == .unsigned || head.major == .negative else {
            throw CBORError(.expected("an integer"), at: start)
        }
        guard let value = Int64(exactly: head.argument) else {
            throw CBORError(.integerOutOfRange, at: start)
        }
        return head.major == .unsigned ? value : ~value
    }

    package mutating func bytes() throws(CBORError) -> Bytes {
        Array(try content(.bytes))
    }

    /// The digest in a byte string; nil for one of another length.
    mutating func digest() throws(CBORError) -> Digest? {
        try content(.bytes).withUnsafeBytes { content in
            content.count == Digest.byteCount ? Digest(loading: content) : nil
        }
    }

    /// A byte string of at most this many bytes.
    package mutating func bytes(max: Int) throws(CBORError) -> Bytes {
        let start = offset
        let content = try content(.bytes)
        guard content.count <= max else {
            throw CBORError(.invalid("at most \(max) bytes"), at: start)
        }
        return Array(content)
    }

    /// Where in the input the content of a byte string lies, for who has the input at hand.
    package mutating func byteRange() throws(CBORError) -> Range<Int> {
        let length = try count(.bytes, bytesPerElement: 1)
        defer { offset += length }
        return offset..<offset + length
    }

    /// A reader of the CBOR inside a byte string; its offsets are those of the whole input.
    package mutating func embedded() throws(CBORError) -> CBORReader {
        let content = try content(.bytes)
        return CBORReader(source: source, range: content.startIndex..<content.endIndex)
    }

    package mutating func text() throws(CBORError) -> String {
        let start = offset
        guard let text = String(validating: try content(.text), as: UTF8.self) else {
            throw CBORError(.invalidUTF8, at: start)
        }
        return text
    }

    /// A text of at most this many UTF-8 bytes.
    package mutating func text(max: Int) throws(CBORError) -> String {
        let start = offset
        let text = try text()
        guard text.utf8.count <= max else {
            throw CBORError(.invalid("a text of at most \(max) bytes"), at: start)
        }
        return text
    }

    package mutating func bool() throws(CBORError) -> Bool {
        let start = offset
        switch try head(.simple).argument {
        case CBORSimple.false: return false
        case CBORSimple.true: return true
        default: throw CBORError(.expected("true or false"), at: start)
        }
    }

    package mutating func null() throws(CBORError) {
        let start = offset
        guard try head(.simple).argument == CBORSimple.null else {
            throw CBORError(.expected("null"), at: start)
        }
    }

    /// The number of a tag; the tagged item follows.
    package mutating func tag() throws(CBORError) -> UInt64 {
        try head(.tag).argument
    }

    /// Whether a null is next; consumes it if so.
    package mutating func skipNull() -> Bool {
        guard offset < end, source[offset] == 0xF6 else { return false }
        offset += 1
        return true
    }

    /// Whether an array of one item is next; consumes its head if so.
    mutating func skipArrayOfOne() -> Bool {
        guard remaining > 1, source[offset] == 0x81 else { return false }
        offset += 1
        return true
    }

    /// The number of items in the array that follows, at most the bytes that are left.
    package mutating func arrayCount() throws(CBORError) -> Int {
        try count(.array, bytesPerElement: 1)
    }

    /// Requires of what was read from an offset on that it is what the format expects there.
    package func require(
        _ holds: Bool, _ expectation: @autoclosure () -> String, at start: Int
    ) throws(CBORError) {
        guard holds else { throw CBORError(.invalid(expectation()), at: start) }
    }

    /// The head of an array that must have exactly this many items.
    package mutating func array(count expected: Int) throws(CBORError) {
        let start = offset
        guard try arrayCount() == expected else {
            throw CBORError(.invalid("an array of \(expected)"), at: start)
        }
    }

    /// An array of values of one type, at most `max` of them.
    package mutating func array<Element: CBORCodable>(
        of type: Element.Type, max: Int = .max
    ) throws(CBORError) -> [Element] {
        let start = offset
        let count = try arrayCount()
        guard count <= max else { throw CBORError(.invalid("at most \(max) items"), at: start) }
        var elements: [Element] = []
        // Not all that was declared: an element may be far larger than the byte it takes at least.
        elements.reserveCapacity(min(count, CBORReader.reservedMax))
        for _ in 0..<count { elements.append(try Element(from: &self)) }
        return elements
    }

    package mutating func value<Value: CBORCodable>(
        _ type: Value.Type
    ) throws(CBORError) -> Value {
        try Value(from: &self)
    }

    /// The value, or nil for null.
    package mutating func optional<Value: CBORCodable>(
        _ type: Value.Type
    ) throws(CBORError) -> Value? {
        skipNull() ? nil : try Value(from: &self)
    }

    /// Starts a map; `nextKey(in:)` walks it.
    package mutating func map() throws(CBORError) -> CBORMapCursor {
        CBORMapCursor(remaining: try count(.map, bytesPerElement: 2))
    }

    /// The next key of a map, its value following; nil when the map ends.
    ///
    /// - Throws: `keysOutOfOrder` or `duplicateKey` when the keys do not ascend bytewise.
    package mutating func nextKey(in map: inout CBORMapCursor) throws(CBORError) -> CBORKey? {
        guard map.remaining > 0 else { return nil }
        map.remaining -= 1
        let start = offset
        let key: CBORKey
        switch try peekMajor() {
        case .text: key = .text(try text())
        case .unsigned, .negative: key = .integer(try signed())
        default: throw CBORError(.expected("an integer or text key"), at: start)
        }
        try checkOrder(of: start..<offset, after: map.previousKey)
        map.previousKey = start..<offset
        return key
    }

    /// One whole item, whatever it is, as the bytes that encode it; strict and bounded in depth.
    package mutating func item() throws(CBORError) -> ArraySlice<UInt8> {
        let start = offset
        try skip(depth: 0)
        return source[start..<offset]
    }

    /// Requires that everything was read.
    package func finish() throws(CBORError) {
        guard offset == end else { throw CBORError(.trailingBytes, at: offset) }
    }

    /// The bytes from an earlier offset up to here, such as those of the item just read.
    package func bytes(since start: Int) -> Bytes {
        Array(source[start..<offset])
    }

    private mutating func skip(depth: Int) throws(CBORError) {
        let start = offset
        guard depth < CBORReader.depthMax else { throw CBORError(.tooDeep, at: start) }
        switch try peekMajor() {
        case .unsigned, .negative: _ = try nextHead()
        case .bytes: _ = try content(.bytes)
        case .text: _ = try text()
        case .array:
            for _ in 0..<(try arrayCount()) { try skip(depth: depth + 1) }
        case .map:
            var previous: Range<Int>?
            for _ in 0..<(try count(.map, bytesPerElement: 2)) {
                let key = offset
                try skip(depth: depth + 1)
                try checkOrder(of: key..<offset, after: previous)
                previous = key..<offset
                try skip(depth: depth + 1)
            }
        case .tag:
            _ = try nextHead()
            try skip(depth: depth + 1)
        case .simple:
            guard (CBORSimple.false...CBORSimple.null).contains(try nextHead().argument) else {
                throw CBORError(.unsupported, at: start)
            }
        }
    }

    private func checkOrder(of key: Range<Int>, after previous: Range<Int>?) throws(CBORError) {
        guard let previous else { return }
        if source[previous].lexicographicallyPrecedes(source[key]) { return }
        let same = source[previous].elementsEqual(source[key])
        throw CBORError(same ? .duplicateKey : .keysOutOfOrder, at: key.lowerBound)
    }

    private mutating func content(_ major: CBORMajor) throws(CBORError) -> ArraySlice<UInt8> {
        let length = try count(major, bytesPerElement: 1)
        defer { offset += length }
        return source[offset..<offset + length]
    }

    private mutating func count(
        _ major: CBORMajor, bytesPerElement: Int
    ) throws(CBORError) -> Int {
        let start = offset
        let declared = try head(major).argument
        guard declared <= UInt64(remaining / bytesPerElement) else {
            throw CBORError(.lengthBeyondEnd, at: start)
        }
        return Int(declared)
    }

    private mutating func head(_ major: CBORMajor) throws(CBORError) -> CBORHead {
        let start = offset
        let head = try nextHead()
        guard head.major == major else { throw CBORError(.expected(major.name), at: start) }
        return head
    }

    private func peekMajor() throws(CBORError) -> CBORMajor {
        guard offset < end, let major = CBORMajor(rawValue: source[offset] >> 5) else {
            throw CBORError(.truncated, at: offset)
        }
        return major
    }

    private mutating func nextHead() throws(CBORError) -> CBORHead {
        let start = offset
        let major = try peekMajor()
        let information = source[start] & 0x1F
        offset += 1
        switch information {
        case 0..<24: return CBORHead(major: major, argument: UInt64(information))
        case 24...27 where major != .simple: break
        case 31: throw CBORError(.indefiniteLength, at: start)
        default: throw CBORError(.unsupported, at: start)
        }
        let size = 1 << Int(information - 24)
        guard remaining >= size else { throw CBORError(.truncated, at: start) }
        var argument: UInt64 = 0
        for byte in source[offset..<offset + size] { argument = argument << 8 | UInt64(byte) }
        offset += size
        let smallest: UInt64 = size == 1 ? 24 : 1 << (4 * UInt64(size))
        guard argument >= smallest else { throw CBORError(.notShortest, at: start) }
        return CBORHead(major: major, argument: argument)
    }
}

/// How far a map has been read.
package struct CBORMapCursor: Sendable {
    /// Entries that are left.
    package fileprivate(set) var remaining: Int
    fileprivate var previousKey: Range<Int>?

    fileprivate init(remaining: Int) {
        self.remaining = remaining
    }
}
