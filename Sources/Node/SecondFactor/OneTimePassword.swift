import Crypto

/// Codes that change every half minute, as authenticator apps compute them.
///
/// SHA-1, because that is what those apps do whatever they are told; it serves here as the hash of an
/// HMAC with a random key, for which its collisions are no use. Nothing else uses it.
///
/// Spec: RFC 6238 §4, RFC 4226 §5.3; ADR 0030.
struct OneTimePassword: Hashable, Sendable {
    static let digits = 6
    static let periodMilliseconds: Int64 = 30_000
    /// As long as the hash: RFC 4226 §4 (R6).
    static let secretBytes = 20
    /// Steps that two clocks may be apart: RFC 6238 §5.2.
    static let drift: Int64 = 1

    let secret: [UInt8]

    /// From the system's generator.
    static func random() -> OneTimePassword {
        var generator = SystemRandomNumberGenerator()
        return OneTimePassword(
            secret: (0..<secretBytes).map { _ in
                UInt8.random(in: .min ... .max, using: &generator)
            })
    }

    /// The step that a moment lies in, from 1970 on.
    static func step(at milliseconds: Int64) -> Int64 {
        milliseconds.quotientAndFloor(dividingBy: periodMilliseconds)
    }

    /// The code of a step.
    func code(at step: Int64, digits: Int = OneTimePassword.digits) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let hash = Array(
            HMAC<Insecure.SHA1>.authenticationCode(
                for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(hash[19] & 0xF)
        let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let modulus = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
        let text = String((number & 0x7FFF_FFFF) % modulus)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// The step of a code that is good at a moment; nil for none.
    ///
    /// - Parameter after: the last step that was used; it and those before it are used up.
    func step(of code: String, at milliseconds: Int64, after last: Int64) -> Int64? {
        let now = Self.step(at: milliseconds)
        var found: Int64?
        // All of them, whichever it is: how long it takes tells nothing.
        for step in now - Self.drift...now + Self.drift
        where Self.equal(self.code(at: step), code) && step > last {
            found = step
        }
        return found
    }

    private static func equal(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return zip(left.utf8, right.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension OneTimePassword {
    /// What an app reads: by eye, from a link, or from the QR code of the link.
    ///
    /// Spec: the key URI format of Google Authenticator, which other apps read as well.
    func uri(issuer: String, account: String) -> String {
        let label = PercentCoding.encode(issuer) + ":" + PercentCoding.encode(account)
        return "otpauth://totp/\(label)?secret=\(secret.base32)"
            + "&issuer=\(PercentCoding.encode(issuer))"
            + "&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.periodMilliseconds / 1000)"
    }
}

extension [UInt8] {
    /// Without padding. Spec: RFC 4648 §6.
    var base32: String {
        let alphabet = [Character]("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (text, bits, count) = ("", 0, 0)
        for byte in self {
            bits = (bits << 8 | Int(byte)) & 0xFFF
            count += 8
            while count >= 5 {
                count -= 5
                text.append(alphabet[bits >> count & 31])
            }
        }
        if count > 0 { text.append(alphabet[bits << (5 - count) & 31]) }
        return text
    }
}

extension Int64 {
    /// Rounded down.
    fileprivate func quotientAndFloor(dividingBy divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
