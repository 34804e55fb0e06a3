/// Writes deterministic CBOR: shortest heads, definite lengths, sorted map keys.
///
/// Spec: RFC 8949 §4.2.1.
package struct CBORWriter: Sendable {
    /// What has been written so far.
    package private(set) var output: Bytes = []

    package init() {}

    /// - Parameter capacity: bytes for which there is room before the first is written.
    package init(capacity: Int) {
        output.reserveCapacity(capacity)
    }

    /// Forgets what was written behind the first bytes, and keeps the room that it took.
    package mutating func cut(to byteCount: Int) {
        output.removeSubrange(byteCount...)
    }

    package mutating func unsigned(_ value: UInt64) {
        head(.unsigned, value)
    }

    package mutating func signed(_ value: Int64) {
        if value >= 0 {
            head(.unsigned, UInt64(value))
        } else {
            head(.negative, UInt64(bitPattern: ~value))
        }
    }

    package mutating func bytes(_ value: Bytes) {
        head(.bytes, UInt64(value.count))
        output += value
    }

    package mutating func bytes(_ value: UnsafeRawBufferPointer) {
        head(.bytes, UInt64(value.count))
        output.append(contentsOf: value)
    }

    package mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { utf8 in
            head(.text, UInt64(utf8.count))
            output.append(contentsOf: utf8)
        }
    }

    package mutating func bool(_ value: Bool) {
        head(.simple, value ? CBORSimple.true : CBORSimple.false)
    }

    package mutating func null() {
        head(.simple, CBORSimple.null)
    }

    /// The head of a tag; the tagged item follows.
    package mutating func tag(_ number: UInt64) {
        head(.tag, number)
    }

    /// The head of an array; its items follow.
    package mutating func array(count: Int) {
        head(.array, UInt64(count))
    }

    /// An array of values that can encode themselves.
    package mutating func array(_ values: some Collection<some CBORCodable>) {
        array(count: values.count)
        for value in values { value.encode(into: &self) }
    }

    /// A value that can encode itself.
    package mutating func value(_ value: some CBORCodable) {
        value.encode(into: &self)
    }

    /// The value, or null.
    package mutating func optional(_ value: (some CBORCodable)?) {
        if let value { value.encode(into: &self) } else { null() }
    }

    /// A map whose entries may be given in any order; they are written sorted.
    ///
    /// A key given twice is a mistake of ours and stops the program.
    package mutating func map(_ entries: (inout CBORMapBuilder) -> Void) {
        var builder = CBORMapBuilder()
        entries(&builder)
        let sorted = builder.entries.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        for (entry, next) in zip(sorted, sorted.dropFirst()) {
            precondition(entry.key != next.key, "a map key was written twice")
        }
        head(.map, UInt64(sorted.count))
        for entry in sorted { output += entry.key + entry.value }
    }

    /// One item that is encoded already, such as the raw bytes that were hashed.
    package mutating func encodedItem(_ item: some Collection<UInt8>) {
        output += item
    }

    private mutating func head(_ major: CBORMajor, _ argument: UInt64) {
        if argument < 24 {
            output.append(major.rawValue << 5 | UInt8(argument))
        } else {
            CBORHead(major: major, argument: argument).withBytes { output.append(contentsOf: $0) }
        }
    }
}

/// Collects the entries of one map.
package struct CBORMapBuilder {
    fileprivate var entries: [(key: Bytes, value: Bytes)] = []

    package mutating func entry(_ key: CBORKey, _ write: (inout CBORWriter) -> Void) {
        var keyWriter = CBORWriter()
        key.encode(into: &keyWriter)
        var valueWriter = CBORWriter()
        write(&valueWriter)
        entries.append((keyWriter.output, valueWriter.output))
    }
}
