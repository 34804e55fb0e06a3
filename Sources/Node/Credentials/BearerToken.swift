import LedgerCore

/// What a user of a member proves themselves with: `daftar_<id>_<secret>`.
///
/// The id finds the row; the secret, 256 random bits, is kept as its SHA-256 alone.
/// Spec: RFC 6750; ADR 0005.
package struct BearerToken: Hashable, Sendable {
    /// 12 hexadecimal digits, not secret.
    package let id: String
    let secret: [UInt8]

    static let prefix = "daftar_"
    private static let idDigits = 12

    init(id: String, secret: [UInt8]) {
        precondition(id.utf8.count == Self.idDigits && secret.count == 32, "a token has a shape")
        self.id = id
        self.secret = secret
    }

    /// A new one from the system's generator.
    static func random() -> BearerToken {
        var generator = SystemRandomNumberGenerator()
        let id = (0..<6).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let secret = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return BearerToken(id: id.hex, secret: secret)
    }

    /// - Returns: `nil` for anything that this node did not make.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        let rest = text.dropFirst(Self.prefix.count)
        let id = rest.prefix(Self.idDigits)
        guard id.utf8.count == Self.idDigits, rest.dropFirst(Self.idDigits).first == "_",
            let secret = [UInt8](hex: String(rest.dropFirst(Self.idDigits + 1))),
            secret.count == 32
        else { return nil }
        self.init(id: String(id), secret: secret)
    }

    /// From the value of an `Authorization` header.
    init?(header: String) {
        let parts = header.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        self.init(String(parts[1]))
    }

    /// What the user keeps; it is shown once.
    package var text: String { Self.prefix + id + "_" + secret.hex }

    /// What the node keeps.
    var digest: Digest { Digest(hashing: secret) }
}

extension Digest {
    /// Takes as long for a near miss as for a far one.
    func equalsInConstantTime(_ other: Digest) -> Bool {
        var difference: UInt8 = 0
        for (left, right) in zip(bytes, other.bytes) { difference |= left ^ right }
        return difference == 0
    }
}
