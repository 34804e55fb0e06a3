import EPCIS
import Testing

struct JSONReaderTests {
    @Test func `a value keeps the order of its members and the digits of its numbers`() throws {
        let text =
            #"{"b":[1,2.50,-0.001,1e3],"a":{"é\u0301\n":null,"":true},"c":"\ud83c\udf3e/\/\"\\"}"#

        let value = try JSONValue(parsing: Array(text.utf8))

        #expect(value.object?.members.map(\.name) == ["b", "a", "c"])
        #expect(value["c"] == .string(#"🌾//"\"#))
        #expect(
            value["b"]?.array?.compactMap(\.number?.text) == ["1", "2.50", "-0.001", "1e3"])
        #expect(
            String(decoding: JSONWriter.write(value), as: UTF8.self)
                == #"{"b":[1,2.50,-0.001,1e3],"a":{"é\#u{301}\u000A":null,"":true},"c":"🌾//\"\\"}"#)
    }

    @Test(arguments: [
        (#"{"a":1,"a":2}"#, JSONError.Reason.duplicateName, 7, "/a"),
        (#"{"a":1,"a":2,"b":[3]}"#, .duplicateName, 7, "/a"),
        (#"{"x":{"a":1,"b":0,"\u0061":2}}"#, .duplicateName, 18, "/x/\u{61}"),
        (#"{"a":[1,{"b~/c":tru}]}"#, .unexpectedByte, 16, "/a/1/b~0~1c"),
        ("[1,]", .trailingComma, 2, "/1"),
        (#"{"a":1,}"#, .trailingComma, 6, "/a"),
        ("[1 2]", .unexpectedByte, 3, "/1"),
        ("[1] x", .trailingBytes, 4, ""),
        ("", .unexpectedEnd, 0, ""),
        ("  ", .unexpectedEnd, 2, ""),
        ("[", .unexpectedEnd, 1, "/0"),
        (#"{"a""#, .unexpectedEnd, 4, "/a"),
        (#"{"a":"#, .unexpectedEnd, 5, "/a"),
        (#"{a:1}"#, .unexpectedByte, 1, ""),
        ("{,}", .unexpectedByte, 1, ""),
        ("01", .leadingZero, 0, ""),
        ("-", .invalidNumber, 0, ""),
        ("1.", .invalidNumber, 0, ""),
        ("1e", .invalidNumber, 0, ""),
        (".5", .unexpectedByte, 0, ""),
        ("+1", .unexpectedByte, 0, ""),
        ("NaN", .unexpectedByte, 0, ""),
        ("1e999999999999999999999", .numberOutOfRange, 0, ""),
        ("1e65", .numberOutOfRange, 0, ""),
        (String(repeating: "9", count: 37), .numberOutOfRange, 0, ""),
        ("\"\u{1}\"", .controlCharacter, 1, ""),
        (#""\x""#, .invalidEscape, 1, ""),
        (#""\u12""#, .invalidEscape, 1, ""),
        (#""\ud800""#, .loneSurrogate, 1, ""),
        (#""\ud800\u0041""#, .loneSurrogate, 1, ""),
        (#""\udc00""#, .loneSurrogate, 1, ""),
        ("\u{FEFF}{}", .byteOrderMark, 0, ""),
    ])
    func `what is not strict JSON is refused where it stands`(
        text: String, reason: JSONError.Reason, offset: Int, pointer: String
    ) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }

        #expect(error?.reason == reason)
        #expect(error?.place.offset == offset)
        #expect(error?.pointer == pointer)
    }

    @Test(
        arguments: [
            [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
            [0x22, 0xE2, 0x82, 0x22], [0x22, 0xFF, 0x22], [0x22, 0x80, 0x22],
            [0x22, 0xF0, 0x8F, 0xBF, 0xBF, 0x22], [0x22, 0xE0, 0x9F, 0xBF, 0x22],
        ] as [[UInt8]])
    func `what is not UTF-8 is refused`(bytes: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }

        #expect(error?.reason == .invalidUTF8)
        #expect(error?.place.offset == 1)
    }

    @Test func `a place counts lines and columns from one`() {
        let text = "{\n  \"a\": 1,\n  \"b\": x\n}"

        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }

        #expect(error?.place == SourcePlace(offset: 19, line: 3, column: 8))
    }

    @Test func `ten megabytes of brackets are refused at the depth limit at once`() {
        for byte in [UInt8(ascii: "["), UInt8(ascii: "{")] {
            let bytes = [UInt8](repeating: byte, count: 10_000_000)
            let clock = ContinuousClock()

            let elapsed = clock.measure {
                let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
                #expect(error?.reason == .tooDeep || error?.reason == .unexpectedByte)
            }

            #expect(elapsed < .seconds(1))
        }
    }

    @Test func `an object with many chosen names is searched in no quadratic time`() throws {
        // Equal first and last eight bytes, which is what the pairwise search compares first.
        let members = (0..<20_000).map { #""aaaaaaaa\#($0)bbbbbbbb":0"# }.joined(separator: ",")
        let clock = ContinuousClock()

        let elapsed = try clock.measure {
            let value = try JSONValue(parsing: Array("{\(members)}".utf8))
            #expect(value.object?.members.count == 20_000)
        }

        #expect(elapsed < .seconds(5))
    }

    @Test func `limits on depth, values and bytes hold to the one`() throws {
        let limits = JSONLimits(bytesMax: 7, depthMax: 2, nodesMax: 4)

        #expect(throws: Never.self) {
            try JSONValue(parsing: Array("[[1,2]]".utf8), limits: limits)
        }
        for (text, reason) in [
            ("[[1,2] ]", JSONError.Reason.tooManyBytes), ("[[[1]]]", .tooDeep),
            ("[1,2,3]", .tooManyValues),
        ] {
            let limits = JSONLimits(
                bytesMax: 7, depthMax: 2, nodesMax: reason == .tooManyValues ? 3 : 4)
            let error = #expect(throws: JSONError.self) {
                try JSONValue(parsing: Array(text.utf8), limits: limits)
            }
            #expect(error?.reason == reason)
        }
    }
}
