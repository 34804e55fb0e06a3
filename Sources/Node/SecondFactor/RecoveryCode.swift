import LedgerCore

/// What lets an administrator in who has lost the device: ten of them, each once.
///
/// 80 random bits, so their SHA-256 is not guessed; the node keeps no more.
struct RecoveryCode: Hashable, Sendable {
    static let count = 10
    private static let bytes = 10

    /// Upper case, without hyphens.
    private let letters: String

    /// From the system's generator.
    static func random() -> RecoveryCode {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<bytes).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return RecoveryCode(letters: bytes.base32)
    }

    private init(letters: String) {
        self.letters = letters
    }

    /// As a person types it; nil for what is none.
    init?(_ text: String) {
        let letters = text.uppercased().filter { $0 != "-" && $0 != " " }
        guard letters.utf8.count == 16,
            letters.utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x32...0x37).contains($0) })
        else { return nil }
        self.init(letters: letters)
    }

    /// In groups of four.
    var text: String {
        stride(from: 0, to: letters.count, by: 4).map {
            String(letters.dropFirst($0).prefix(4))
        }.joined(separator: "-")
    }

    var digest: Digest { Digest(hashing: Array(letters.utf8)) }
}
