import Testing

@testable import Node

struct OneTimePasswordTests {
    private let password = OneTimePassword(secret: Array("12345678901234567890".utf8))

    /// Spec: RFC 6238, Appendix B (SHA-1).
    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func `codes are those of the standard`(second: Int64, code: String) {
        let step = OneTimePassword.step(at: second * 1000)

        #expect(password.code(at: step, digits: 8) == code)
        #expect(password.code(at: step) == String(code.suffix(6)))
    }

    /// Spec: RFC 4226, Appendix D.
    @Test func `and those of the counter that they rest on`() {
        let codes = (0..<10).map { password.code(at: $0) }

        #expect(
            codes == [
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
                "399871", "520489",
            ])
    }

    @Test func `a code is good a step before and a step after its own, and no further`() {
        let now: Int64 = 1_790_000_010_000
        let own = OneTimePassword.step(at: now)
        let found = (-2...2).map { drift in
            password.step(of: password.code(at: own + drift), at: now, after: .min)
        }

        #expect(found == [nil, own - 1, own, own + 1, nil])
    }

    @Test func `what was used is used up, and all before it`() {
        let now: Int64 = 1_790_000_010_000
        let own = OneTimePassword.step(at: now)
        let found = (-1...1).map { drift in
            password.step(of: password.code(at: own + drift), at: now, after: own)
        }

        #expect(found == [nil, nil, own + 1])
    }

    @Test(arguments: ["", "12345", "1234567", "abcdef", "28708٢"])
    func `what is no code is none`(code: String) {
        #expect(password.step(of: code, at: 59_000, after: .min) == nil)
    }

    /// Spec: RFC 4648 §10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
        ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
    ])
    func `secrets are written in base 32`(text: String, base32: String) {
        #expect(Array(text.utf8).base32 == base32)
    }

    @Test func `an app reads them from a link`() {
        #expect(
            password.uri(issuer: "Daftar Tajikistan", account: "ministry/rustam")
                == "otpauth://totp/Daftar%20Tajikistan:ministry%2Frustam"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Daftar%20Tajikistan"
                + "&algorithm=SHA1&digits=6&period=30")
    }

    @Test func `secrets are as long as the hash, and differ`() {
        let secrets = (0..<20).map { _ in OneTimePassword.random().secret }

        #expect(Set(secrets).count == 20 && secrets.allSatisfy { $0.count == 20 })
    }

    @Test func `a recovery code is read as a person types it`() throws {
        let code = RecoveryCode.random()

        #expect(RecoveryCode(code.text.lowercased()) == code)
        #expect(RecoveryCode(code.text.filter { $0 != "-" }) == code)
        #expect(code.text.split(separator: "-").map(\.count) == [4, 4, 4, 4])
        let others = [
            "", "287082", String(code.text.dropLast()), code.text + "A", "1111-1111-1111-1111",
        ]
        for text in others {
            #expect(RecoveryCode(text) == nil)
        }
    }
}
