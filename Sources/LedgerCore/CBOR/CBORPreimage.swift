/// Writes CBOR into memory that its maker lends, such as the stack: what is hashed and not kept.
///
/// The bytes are those of ``CBORWriter``. Whoever makes one lends enough: what does not fit is a
/// mistake of ours and stops the program.
package struct CBORPreimage: ~Copyable {
    private let memory: UnsafeMutableRawBufferPointer
    private var count = 0

    init(in memory: UnsafeMutableRawBufferPointer) {
        self.memory = memory
    }

    /// What has been written so far.
    var output: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    mutating func unsigned(_ value: UInt64) {
        head(.unsigned, value)
    }

    mutating func bytes(_ value: UnsafeRawBufferPointer) {
        head(.bytes, UInt64(value.count))
        append(value)
    }

    mutating func digest(_ value: Digest) {
        head(.bytes, UInt64(Digest.byteCount))
        precondition(memory.count - count >= Digest.byteCount, "no room for a digest")
        value.store(to: memory, at: count)
        count += Digest.byteCount
    }

    /// The head of an array that begins with a domain's tag; `count` more items follow.
    mutating func array(_ domain: HashDomain, count: Int) {
        head(.array, UInt64(count + 1))
        var tag = domain.rawValue
        tag.withUTF8 { tag in
            head(.text, UInt64(tag.count))
            append(UnsafeRawBufferPointer(tag))
        }
    }

    private mutating func head(_ major: CBORMajor, _ argument: UInt64) {
        CBORHead(major: major, argument: argument).withBytes { append($0) }
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        precondition(memory.count - count >= bytes.count, "no room for \(bytes.count) bytes")
        UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: bytes)
        count += bytes.count
    }
}
