import LedgerCore
import Testing

struct StoredArchiveTests {
    private let files = [
        StoredArchive.File("b.txt", [1, 2, 3]), StoredArchive.File("a/c.txt", []),
        StoredArchive.File("case.html", Array("<p>".utf8)),
    ]

    private func archive() throws -> StoredArchive { try StoredArchive(files) }

    private func fault(_ bytes: Bytes) -> ArchiveFault? {
        do throws(ArchiveFault) {
            _ = try StoredArchive(decoding: bytes)
            return nil
        } catch { return error }
    }

    @Test func `files come back as they were, and there is one archive of them`() throws {
        let archive = try archive()

        let bytes = archive.encoded

        #expect(try StoredArchive(decoding: bytes) == archive)
        #expect(archive.files.map(\.name) == ["a/c.txt", "b.txt", "case.html"])
        #expect(try StoredArchive(files.reversed()).encoded == bytes)
        #expect(archive["b.txt"] == [1, 2, 3] && archive["d"] == nil)
        #expect(try StoredArchive(decoding: StoredArchive([]).encoded).files == [])
    }

    /// As any unpacker reads it, and as `zip -0 -X` would write it on the first of January 1980.
    @Test func `the bytes of an archive of one file are these`() throws {
        let bytes = try StoredArchive([StoredArchive.File("a", Array("hi".utf8))]).encoded

        #expect(
            bytes.hex
                == "504b03040a000000000000002100ac2a93d8020000000200000001000000616869504b01020a000a"
                + "000000000000002100ac2a93d8020000000200000001000000000000000000000000000000000061"
                + "504b050600000000010001002f000000210000000000")
    }

    @Test(arguments: [
        "../a", "/a", "a/../b", "a//b", "a/b/c", "A", "a b", ".a", "a/.b", "", "a\\b", "c:a", "-a",
        "ä", String(repeating: "a", count: 101),
    ])
    func `a name that leads astray is no name`(_ name: String) throws {
        #expect(!StoredArchive.allows(name))
        #expect(throws: ArchiveFault.name(name)) {
            try StoredArchive([StoredArchive.File(name, [])])
        }
    }

    @Test func `a name of the same length that leads out is refused on reading`() throws {
        let bytes = try StoredArchive([StoredArchive.File("abcd", [7])]).encoded

        #expect(
            fault(bytes.replacing(Array("abcd".utf8), with: Array("../d".utf8))) == .name("../d"))
    }

    @Test func `a name that stands twice is refused`() throws {
        #expect(throws: ArchiveFault.order("a")) {
            try StoredArchive([StoredArchive.File("a", [1]), StoredArchive.File("a", [2])])
        }
        let bytes = try StoredArchive([StoredArchive.File("a", [1]), StoredArchive.File("b", [2])])
            .encoded
        var twice = bytes
        // The name of the second file: behind the head and content of the first and its own head.
        twice[30 + 1 + 1 + 30] = UInt8(ascii: "a")
        #expect(fault(twice) == .order("a"))
    }

    @Test func `what is compressed is refused before it is unpacked`() throws {
        var bytes = try archive().encoded
        bytes[8] = 8
        #expect(fault(bytes) == .compressed("a/c.txt"))
        bytes[8] = 0
        bytes[22] = 1
        #expect(fault(bytes) == .compressed("a/c.txt"))
    }

    @Test func `every byte that is cut off, added or changed is found`() throws {
        let bytes = try archive().encoded

        for count in bytes.indices { #expect(fault(Array(bytes.prefix(count))) != nil) }
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 0x15
            #expect(fault(damaged) != nil, "byte \(index)")
        }
        #expect(fault(bytes + [0]) == .otherSpelling)
        #expect(fault([0] + bytes) == .otherSpelling)
        #expect(fault([]) == .truncated(at: 0))
        #expect(fault(Array("PK".utf8)) == .truncated(at: 2))
    }

    @Test func `an archive is bounded`() {
        let many = (0...StoredArchive.filesMax).map { StoredArchive.File("f\($0)", []) }

        #expect(throws: ArchiveFault.tooMany(max: StoredArchive.filesMax)) {
            try StoredArchive(many)
        }
        #expect(
            fault(Bytes(repeating: 0, count: StoredArchive.bytesMax + 1))
                == .tooLarge(max: StoredArchive.bytesMax))
    }

    @Test func `a fault is told in words`() {
        let faults: [ArchiveFault] = [
            .truncated(at: 3), .compressed("a"), .name("../a"), .order("a"), .checksum("a"),
            .tooMany(max: 1), .tooLarge(max: 1), .otherSpelling,
        ]

        #expect(Set(faults.map(\.description)).count == faults.count)
    }
}
