/// One signature line of a note.
///
/// Spec: C2SP signed-note, “Format”; C2SP tlog-cosignature.
package struct NoteSignature: Hashable, Sendable {
    static let keyIDByteCount = 4
    private static let timeByteCount = 8

    package let name: String
    /// The first four bytes of a hash of name and key.
    package let keyID: Bytes
    /// Of a log 64 bytes, of a witness its time (8 bytes) and 64 bytes; of unknown keys anything.
    let blob: Bytes

    /// Signs a text as the log.
    package init(signing text: String, as key: NoteKey, with privateKey: PrivateKey) {
        precondition(key.kind == .note && key.publicKey == privateKey.publicKey, "the log's key")
        name = key.name
        keyID = key.id
        blob = privateKey.sign(Array(text.utf8)).bytes
    }

    /// Cosigns a text as a witness: at this time it is the largest consistent tree I have seen.
    ///
    /// - Parameter time: seconds since 1970-01-01T00:00:00Z.
    package init(
        cosigning text: String, at time: UInt64, as key: NoteKey, with privateKey: PrivateKey
    ) {
        precondition(
            key.kind == .cosignature && key.publicKey == privateKey.publicKey, "a witness's key")
        name = key.name
        keyID = key.id
        blob = time.bigEndianBytes + privateKey.sign(cosignedBytes(text, time)).bytes
    }

    /// Nil for a line that is none.
    init?(line: String) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "\u{2014}", NoteKey.allows(name: String(parts[1])),
            let bytes = Bytes(base64: String(parts[2])),
            bytes.count > NoteSignature.keyIDByteCount
        else { return nil }
        name = String(parts[1])
        keyID = Array(bytes.prefix(NoteSignature.keyIDByteCount))
        blob = Array(bytes.dropFirst(NoteSignature.keyIDByteCount))
    }

    /// The line, without the line feed.
    var line: String { "\u{2014} \(name) \((keyID + blob).base64)" }

    /// When a witness signed, in seconds; nil for any other signature.
    package var cosignedAt: UInt64? {
        guard blob.count == NoteSignature.timeByteCount + Signature.byteCount else { return nil }
        return blob.prefix(NoteSignature.timeByteCount).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Whether it is the key's signature of this text.
    func holds(for text: String, by key: NoteKey) -> Bool {
        switch key.kind {
        case .note:
            guard let signature = Signature(bytes: blob) else { return false }
            return key.publicKey.isValid(signature, over: Array(text.utf8))
        case .cosignature:
            let bytes = Array(blob.dropFirst(NoteSignature.timeByteCount))
            guard let time = cosignedAt, let signature = Signature(bytes: bytes) else {
                return false
            }
            return key.publicKey.isValid(signature, over: cosignedBytes(text, time))
        }
    }
}

/// What a witness signs. Spec: C2SP tlog-cosignature, cosignature/v1.
private func cosignedBytes(_ text: String, _ time: UInt64) -> Bytes {
    Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
}

extension UInt64 {
    fileprivate var bigEndianBytes: Bytes {
        withUnsafeBytes(of: bigEndian) { Bytes($0) }
    }
}
