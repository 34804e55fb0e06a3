/// A key under a name, as signed notes know it.
///
/// Spec: C2SP signed-note, “Verifier keys”.
package struct NoteKey: Hashable, Sendable {
    /// What a signature with the key means.
    package enum Kind: UInt8, Hashable, Sendable {
        /// Of the note's text, by the log.
        case note = 0x01
        /// Of the text and a time, by a witness. Spec: C2SP tlog-cosignature, cosignature/v1.
        case cosignature = 0x04
    }

    package let name: String
    package let kind: Kind
    /// Ed25519.
    package let publicKey: PublicKey

    /// Nil for a name that no note may have, and for a key that is not Ed25519.
    package init?(name: String, kind: Kind, publicKey: PublicKey) {
        guard NoteKey.allows(name: name), publicKey.algorithm == .eddsa else { return nil }
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
    }

    /// The first four bytes of SHA-256(name ‖ 0x0A ‖ kind ‖ key).
    package var id: Bytes {
        let preimage = Array(name.utf8) + [0x0A, kind.rawValue] + publicKey.bytes
        return Array(Digest(hashing: preimage).bytes.prefix(NoteSignature.keyIDByteCount))
    }

    /// The vkey: `<name>+<id in hexadecimal>+<base64 of kind and key>`.
    package var text: String {
        "\(name)+\(id.hex)+\(([kind.rawValue] + publicKey.bytes).base64)"
    }

    /// The key that a vkey names; nil for any other text, a wrong id included.
    package init?(text: String) {
        // Base64 may have a plus of its own; names and ids have none.
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Bytes(base64: String(parts[2])),
            let kind = bytes.first.flatMap(Kind.init(rawValue:)),
            let publicKey = PublicKey(algorithm: .eddsa, bytes: Array(bytes.dropFirst()))
        else { return nil }
        self.init(name: String(parts[0]), kind: kind, publicKey: publicKey)
        guard id.hex == parts[1] else { return nil }
    }

    /// Not empty, no plus, no space of any kind, no control character.
    static func allows(name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "+" && scalar.value >= 0x20 && !scalar.properties.isWhitespace
            }
    }
}
