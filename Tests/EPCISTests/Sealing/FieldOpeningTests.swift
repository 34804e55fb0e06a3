import EPCIS
import LedgerCore
import Testing

struct FieldOpeningTests {
    private static let salt = FieldSalt(bytes: Array(0..<16))!

    private static func opening(
        _ value: String, pointer: String = "/agri:price", salt: FieldSalt = salt
    ) throws -> FieldOpening {
        FieldOpening(pointer: pointer, salt: salt, value: try JSONValue(parsing: Array(value.utf8)))
    }

    /// Golden, with its pre-image spelt out: 0x84 is an array of four, 0x76 and 0x6b texts of 22 and 11,
    /// 0x50 sixteen bytes, 0x63 a text of three.
    @Test func `a commitment is the hash of domain, pointer, salt and value`() throws {
        let preimage: Bytes =
            [0x84, 0x76] + Array("daftar/sealed-field/v1".utf8)
            + [0x6B] + Array("/agri:price".utf8) + [0x50] + Array(0..<16)
            + [0x63] + Array("4.5".utf8)

        let commitment = try Self.opening("4.50").commitment

        #expect(commitment == Digest(hashing: preimage))
        #expect(
            commitment.hex
                == "0aef0897f5a2dca1bfde9d7b7d10aa0776042fb33e58489733be7c5813568908")
    }

    @Test(arguments: [
        ("4.50", "4.5"), ("45e-1", "4.5"), ("0.0", "0"), ("-0", "0"), ("2e3", "2000"),
        ("1e64", "1" + String(repeating: "0", count: 64)),
        (#""\u0041\/\n""#, #""A/\u000A""#),
        (#"{ "b" : [ 1.0 , null ], "a":true }"#, #"{"a":true,"b":[1,null]}"#),
        (#"{"б":1,"z":2}"#, #"{"z":2,"б":1}"#), ("{}", "{}"), ("[]", "[]"),
    ])
    func `a value has one canonical text`(written: String, canonical: String) throws {
        let value = try JSONValue(parsing: Array(written.utf8))

        #expect(CanonicalJSON.text(of: value) == canonical)
    }

    @Test func `another pointer, salt or value is another commitment`() throws {
        let other = FieldSalt(bytes: Array(1..<17))!
        let commitments = [
            try Self.opening("1").commitment, try Self.opening("\"1\"").commitment,
            try Self.opening("1", pointer: "/agri:pric").commitment,
            try Self.opening("1", salt: other).commitment, try Self.opening("[1]").commitment,
            try Self.opening("true").commitment, try Self.opening("null").commitment,
        ]

        #expect(Set(commitments).count == commitments.count)
    }

    @Test func `swapped salts open nothing`() throws {
        let (a, b) = (Self.salt, FieldSalt(bytes: Array(16..<32))!)
        let sealed = try Self.event([
            try Self.opening("1", pointer: "/x:a", salt: a),
            try Self.opening("2", pointer: "/x:b", salt: b),
        ])

        let opened = try sealed.opened(with: [
            try Self.opening("1", pointer: "/x:a", salt: b),
            try Self.opening("2", pointer: "/x:b", salt: a),
        ])

        #expect(opened == sealed.bytes)
    }

    @Test func `an opening opens its own place alone`() throws {
        let opening = try Self.opening("1", pointer: "/x:a")
        let stored = StoredEvent(
            bytes: Array(#"{"x:b":\#(Self.text(opening)),"x:a":\#(Self.text(opening))}"#.utf8))

        let opened = try stored.opened(with: [opening])

        #expect(
            String(decoding: opened, as: UTF8.self)
                == #"{"x:b":\#(Self.text(opening)),"x:a":1}"#)
    }

    @Test func `an opening is read from what it writes, and from nothing else`() throws {
        let opening = try Self.opening(#"{"a":[1,"x"]}"#)

        #expect(FieldOpening(opening.json) == opening)
        for text in [
            "{}", "[]", #"{"pointer":"/a","salt":"00","value":1}"#,
            #"{"pointer":"/a","salt":"000102030405060708090A0B0C0D0E0F","value":1}"#,
            #"{"pointer":"/a","salt":"000102030405060708090a0b0c0d0e0f"}"#,
            #"{"pointer":"/a","salt":"000102030405060708090a0b0c0d0e0f","value":1,"x":2}"#,
        ] {
            #expect(FieldOpening(try JSONValue(parsing: Array(text.utf8))) == nil)
        }
    }

    private static func text(_ opening: FieldOpening) -> String {
        String(decoding: JSONWriter.write(opening.sealed.value), as: UTF8.self)
    }

    private static func event(_ openings: [FieldOpening]) throws -> StoredEvent {
        let members = openings.map { "\"\($0.pointer.dropFirst())\":\(text($0))" }
        return StoredEvent(bytes: Array(("{" + members.joined(separator: ",") + "}").utf8))
    }
}
