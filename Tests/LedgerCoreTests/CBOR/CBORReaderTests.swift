import LedgerCore
import Testing

@Suite struct CBORReaderTests {
    /// Spec: RFC 8949 Appendix A, the rows that deterministic encoding without floats allows.
    @Test(arguments: [
        ("00", 0), ("01", 1), ("0a", 10), ("17", 23), ("1818", 24), ("1819", 25), ("1864", 100),
        ("1903e8", 1000), ("1a000f4240", 1_000_000), ("1b000000e8d4a51000", 1_000_000_000_000),
        ("20", -1), ("29", -10), ("3863", -100), ("3903e7", -1000),
        ("1b7fffffffffffffff", Int64.max), ("3b7fffffffffffffff", Int64.min),
    ])
    func `integers go both ways`(hex: String, value: Int64) throws {
        var writer = CBORWriter()
        writer.signed(value)
        var reader = CBORReader(try #require(Bytes(hex: hex)))

        #expect(writer.output.hex == hex)
        #expect(try reader.signed() == value)
        try reader.finish()
    }

    /// One lie a row: what arrives, why it is refused, where.
    @Test(arguments: [
        ("", CBORError(.truncated, at: 0)),
        ("1800", CBORError(.notShortest, at: 0)),
        ("1817", CBORError(.notShortest, at: 0)),
        ("1900ff", CBORError(.notShortest, at: 0)),
        ("1a0000ffff", CBORError(.notShortest, at: 0)),
        ("1b00000000ffffffff", CBORError(.notShortest, at: 0)),
        ("5801ff", CBORError(.notShortest, at: 0)),
        ("19ff", CBORError(.truncated, at: 0)),
        ("5f", CBORError(.indefiniteLength, at: 0)),
        ("9fff", CBORError(.indefiniteLength, at: 0)),
        ("ff", CBORError(.indefiniteLength, at: 0)),
        ("1c", CBORError(.unsupported, at: 0)),
        ("f90000", CBORError(.unsupported, at: 0)),
        ("fb0000000000000000", CBORError(.unsupported, at: 0)),
        ("f814", CBORError(.unsupported, at: 0)),
        ("f7", CBORError(.unsupported, at: 0)),
        ("e0", CBORError(.unsupported, at: 0)),
        ("42ff", CBORError(.lengthBeyondEnd, at: 0)),
        ("5bffffffffffffffff", CBORError(.lengthBeyondEnd, at: 0)),
        ("9bffffffffffffffff", CBORError(.lengthBeyondEnd, at: 0)),
        ("bb7fffffffffffffff", CBORError(.lengthBeyondEnd, at: 0)),
        ("62c328", CBORError(.invalidUTF8, at: 0)),
        ("63eda080", CBORError(.invalidUTF8, at: 0)),
        ("a2020001f6", CBORError(.keysOutOfOrder, at: 3)),
        ("a201000100", CBORError(.duplicateKey, at: 3)),
        ("a2616200614100", CBORError(.keysOutOfOrder, at: 4)),
        ("0000", CBORError(.trailingBytes, at: 1)),
        ("8201", CBORError(.lengthBeyondEnd, at: 0)),
        ("820181", CBORError(.lengthBeyondEnd, at: 2)),
    ])
    func `any other encoding is refused with its place`(hex: String, error: CBORError) throws {
        let bytes = try #require(Bytes(hex: hex))

        #expect(throws: error) {
            var reader = CBORReader(bytes)
            _ = try reader.item()
            try reader.finish()
        }
    }

    @Test func `nesting is bounded`() {
        let deep = Bytes(repeating: 0x81, count: 1_000_000) + [0]

        #expect(throws: CBORError(.tooDeep, at: CBORReader.depthMax)) {
            var reader = CBORReader(deep)
            _ = try reader.item()
        }
    }

    @Test func `an integer that does not fit is refused, not wrapped`() {
        #expect(throws: CBORError(.integerOutOfRange, at: 0)) {
            var reader = CBORReader([0x1B] + Bytes(repeating: 0xFF, count: 8))
            _ = try reader.signed()
        }
        #expect(throws: CBORError(.integerOutOfRange, at: 0)) {
            var reader = CBORReader([0x3B] + Bytes(repeating: 0xFF, count: 8))
            _ = try reader.signed()
        }
        #expect(throws: CBORError(.integerOutOfRange, at: 0)) {
            try Round(decoding: [0x1B, 0, 0, 0, 1, 0, 0, 0, 0])
        }
    }

    @Test func `another kind of item is named`() {
        #expect(throws: CBORError(.expected("a text"), at: 0)) { try String(decoding: [0x40]) }
        #expect(throws: CBORError(.expected("an unsigned integer"), at: 0)) {
            try Height(decoding: [0x20])
        }
    }

    @Test func `a map is read in the order of its encoded keys`() throws {
        var writer = CBORWriter()
        writer.map { map in
            map.entry("member") { $0.text("farm-017") }
            map.entry(258) { $0.signed(-16) }
            map.entry(1) { $0.signed(-8) }
            map.entry(-1) { $0.bool(true) }
            map.entry("z") { $0.null() }
        }

        var reader = CBORReader(writer.output)
        var cursor = try reader.map()
        var keys: [CBORKey] = []
        while let key = try reader.nextKey(in: &cursor) {
            keys.append(key)
            _ = try reader.item()
        }

        #expect(
            writer.output.hex
                == "a5012719010 22f20f5617af6666d656d626572686661726d2d303137"
                .replacing(" ", with: ""))
        #expect(keys == [1, 258, -1, "z", "member"])
        try reader.finish()
    }
}
