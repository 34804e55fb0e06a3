extension StoredArchive {
    /// The one archive of these files.
    package var encoded: Bytes {
        var output: Bytes = []
        output.reserveCapacity(
            files.reduce(22) { $0 + $1.bytes.count + 2 * $1.name.utf8.count + 76 })
        var directory: Bytes = []
        for file in files {
            let start = UInt32(output.count)
            let facts = ZIP.facts(of: file)
            output.append(little: ZIP.local)
            output += facts
            output += file.name.utf8
            output += file.bytes
            directory.append(little: ZIP.central)
            directory.append(little: ZIP.version)
            directory += facts
            // No comment, the first disk, no attributes.
            directory += Bytes(repeating: 0, count: 10)
            directory.append(little: start)
            directory += file.name.utf8
        }
        let start = UInt32(output.count)
        output += directory
        output.append(little: ZIP.end)
        output += [0, 0, 0, 0]
        output.append(little: UInt16(files.count))
        output.append(little: UInt16(files.count))
        output.append(little: UInt32(directory.count))
        output.append(little: start)
        output += [0, 0]
        return output
    }

    /// Takes an archive apart, and requires that it is the one archive of its files.
    package init(decoding bytes: Bytes) throws(ArchiveFault) {
        guard bytes.count <= StoredArchive.bytesMax else {
            throw .tooLarge(max: StoredArchive.bytesMax)
        }
        var files: [File] = []
        var reader = ZIPReader(bytes)
        while try reader.next() == ZIP.local {
            guard files.count < StoredArchive.filesMax else {
                throw .tooMany(max: StoredArchive.filesMax)
            }
            let file = try reader.file()
            if let last = files.last, !last.name.utf8.lexicographicallyPrecedes(file.name.utf8) {
                throw .order(file.name)
            }
            files.append(file)
        }
        self.files = files
        // Whatever else stands in it, such as a second directory, shows here.
        guard encoded == bytes else { throw .otherSpelling }
    }
}

private enum ZIP {
    static let local: UInt32 = 0x0403_4b50
    static let central: UInt32 = 0x0201_4b50
    static let end: UInt32 = 0x0605_4b50
    /// 1.0: files that are stored.
    static let version: UInt16 = 10
    /// 1980-01-01, the first day that the format knows.
    static let day: UInt16 = 0x0021

    /// What the head of a file and its entry in the directory have in common, but for the name.
    static func facts(of file: StoredArchive.File) -> Bytes {
        var facts: Bytes = []
        facts.append(little: version)
        // No flags, stored, midnight.
        facts += [0, 0, 0, 0, 0, 0]
        facts.append(little: day)
        facts.append(little: CRC32.checksum(of: file.bytes))
        facts.append(little: UInt32(file.bytes.count))
        facts.append(little: UInt32(file.bytes.count))
        facts.append(little: UInt16(file.name.utf8.count))
        facts += [0, 0]
        return facts
    }
}

/// Reads the files of an archive one after the other, from the front.
private struct ZIPReader {
    private let bytes: Bytes
    private var offset = 0

    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    /// The signature of what comes next.
    func next() throws(ArchiveFault) -> UInt32 {
        try number(at: offset, 4)
    }

    mutating func file() throws(ArchiveFault) -> StoredArchive.File {
        let method = try number(at: offset + 8, 2)
        let checksum = try number(at: offset + 14, 4)
        let packed = Int(try number(at: offset + 18, 4))
        let size = Int(try number(at: offset + 22, 4))
        let nameBytes = Int(try number(at: offset + 26, 2))
        let start = offset + 30 + nameBytes + Int(try number(at: offset + 28, 2))
        guard start <= bytes.count else { throw .truncated(at: bytes.count) }
        let name = String(decoding: bytes[(offset + 30)..<(offset + 30 + nameBytes)], as: UTF8.self)
        guard StoredArchive.allows(name) else { throw .name(name) }
        guard method == 0, packed == size else { throw .compressed(name) }
        guard size <= bytes.count - start else { throw .truncated(at: bytes.count) }
        let content = Bytes(bytes[start..<(start + size)])
        guard CRC32.checksum(of: content) == checksum else { throw .checksum(name) }
        offset = start + size
        return StoredArchive.File(name, content)
    }

    private func number(at offset: Int, _ count: Int) throws(ArchiveFault) -> UInt32 {
        guard offset + count <= bytes.count else { throw .truncated(at: bytes.count) }
        return (0..<count).reduce(UInt32(0)) { $0 | UInt32(bytes[offset + $1]) << (8 * $1) }
    }
}

/// Spec: ISO/IEC 13239 (the polynomial of ZIP, reflected).
private enum CRC32 {
    private static let table: [UInt32] = (UInt32(0)..<256).map { byte in
        (0..<8).reduce(byte) { value, _ in
            value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
        }
    }

    static func checksum(of bytes: Bytes) -> UInt32 {
        let table = table
        var value = UInt32.max
        for byte in bytes {
            value = table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ (value >> 8)
        }
        return ~value
    }
}

extension Bytes {
    fileprivate mutating func append(little number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
