/// Read-only bytes whose every access is checked, in release builds too.
///
/// Holds a pointer: valid only inside the call that lent the bytes.
struct ByteWindow {
    private let base: UnsafePointer<UInt8>
    let count: Int

    init(_ buffer: UnsafeBufferPointer<UInt8>) {
        // An empty buffer may have no address; nothing is ever read through this one.
        base = buffer.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
        count = buffer.count
    }

    @inline(__always)
    subscript(index: Int) -> UInt8 {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "read outside the bytes")
        return base[index]
    }

    /// The eight bytes from `index`, the first in the low bits; `nil` when fewer are left.
    @inline(__always)
    func word(at index: Int) -> UInt64? {
        guard index >= 0, count &- index >= 8, index <= count else { return nil }
        return UInt64(
            littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
    }

    /// The first up to eight bytes of `range`, zero-padded.
    @inline(__always)
    func head(of range: Range<Int>) -> UInt64 {
        precondition(range.upperBound <= count)
        let length = range.count
        if let word = word(at: range.lowerBound) {
            return length >= 8 ? word : word & ((1 << (UInt64(length) &* 8)) &- 1)
        }
        return assemble(range.prefix(8))
    }

    /// The last up to eight bytes of `range`, zero-padded.
    @inline(__always)
    func tail(of range: Range<Int>) -> UInt64 {
        let length = range.count
        guard length >= 8, range.upperBound <= count,
            let word = word(at: range.upperBound &- 8)
        else { return head(of: range) }
        return word
    }

    private func assemble(_ range: Range<Int>) -> UInt64 {
        var word: UInt64 = 0
        for index in range.reversed() { word = word << 8 | UInt64(self[index]) }
        return word
    }

    func equal(_ range: Range<Int>, _ other: Range<Int>) -> Bool {
        guard range.count == other.count, tail(of: range) == tail(of: other) else { return false }
        var (left, right) = (range.lowerBound, other.lowerBound)
        while range.upperBound - left >= 8 {
            guard word(at: left) == word(at: right) else { return false }
            left += 8
            right += 8
        }
        // The rest lies within the tails, which are equal.
        return true
    }

    func equal(_ range: Range<Int>, _ text: [UInt8]) -> Bool {
        guard range.count == text.count else { return false }
        var index = range.lowerBound
        for byte in text {
            guard self[index] == byte else { return false }
            index += 1
        }
        return true
    }

    @inline(__always)
    func starts(_ range: Range<Int>, with text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard range.count >= length, range.upperBound <= count else { return false }
        let start = text.utf8Start
        for index in 0..<length where self[range.lowerBound &+ index] != start[index] {
            return false
        }
        return true
    }

    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        for index in range where self[index] == byte { return index }
        return nil
    }

    /// The text of `range`, which must be UTF-8.
    func string(_ range: Range<Int>) -> String {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        return String(
            decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count),
            as: UTF8.self)
    }
}

extension ByteWindow {
    /// Lends the UTF-8 bytes of `text`.
    static func lend<Result, Failure: Error>(
        _ text: String, _ body: (ByteWindow) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var text = text
        let outcome = text.withUTF8 { buffer in
            Swift.Result { () throws(Failure) in try body(ByteWindow(buffer)) }
        }
        return try outcome.get()
    }

    /// Lends `bytes`.
    static func lend<Result, Failure: Error>(
        _ bytes: [UInt8], _ body: (ByteWindow) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let outcome = bytes.withUnsafeBufferPointer { buffer in
            Swift.Result { () throws(Failure) in try body(ByteWindow(buffer)) }
        }
        return try outcome.get()
    }
}
