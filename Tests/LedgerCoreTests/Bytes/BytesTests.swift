import LedgerCore
import Testing

@Suite struct BytesTests {
    @Test func `hexadecimal goes both ways`() {
        #expect([0x00, 0x0F, 0xA0, 0xFF].hex == "000fa0ff")
        #expect(Bytes(hex: "000fA0fF") == [0x00, 0x0F, 0xA0, 0xFF])
        #expect(Bytes(hex: "") == [])
    }

    @Test(arguments: ["0", "0g", " 00", "00 ", "é0"])
    func `what is not hexadecimal is refused`(_ text: String) {
        #expect(Bytes(hex: text) == nil)
    }

    /// Spec: RFC 4648 §10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `base64 goes both ways`(plain: String, encoded: String) {
        #expect(Array(plain.utf8).base64 == encoded)
        #expect(Bytes(base64: encoded) == Array(plain.utf8))
    }

    @Test(arguments: ["Zg", "Zg=", "Zh==", "Zm9", "Zm9=v", "Z===", "====", "Zm9v\n", "Zm-v"])
    func `what is not canonical base64 is refused`(_ text: String) {
        #expect(Bytes(base64: text) == nil)
    }
}
