/// A text with signatures under it, each by a name and a key.
///
/// Spec: C2SP signed-note.
package struct SignedNote: Hashable, Sendable {
    /// Most signature lines that are read.
    static let signatureCountMax = 100

    /// Ends in a line feed.
    package let text: String
    package let signatures: [NoteSignature]

    /// Why a text is no signed note, or not one to be trusted.
    package enum Fault: Error, Equatable, Sendable {
        case notUTF8
        case controlCharacter
        case noSignatures
        case tooManySignatures
        case signatureLineUnsound(number: Int)
        /// A known key has a signature here that does not hold.
        case signatureInvalid(name: String)
        /// None of the signatures is by a known key.
        case noKnownKey
    }

    package init(text: String, signatures: [NoteSignature]) {
        precondition(text.hasSuffix("\n"), "the text of a note ends in a line feed")
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note, without checking any signature.
    package init(bytes: Bytes) throws(Fault) {
        guard let note = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else { throw .controlCharacter }
        guard bytes.last == 0x0A, let end = SignedNote.textEnd(in: bytes) else {
            throw .noSignatures
        }
        let utf8 = note.utf8
        let border = utf8.index(utf8.startIndex, offsetBy: end)
        let lines = note[utf8.index(after: border)...].split(separator: "\n")
        guard lines.count <= SignedNote.signatureCountMax else { throw .tooManySignatures }
        var signatures: [NoteSignature] = []
        for (number, line) in lines.enumerated() {
            guard let signature = NoteSignature(line: String(line)) else {
                throw .signatureLineUnsound(number: number)
            }
            signatures.append(signature)
        }
        guard !signatures.isEmpty else { throw .noSignatures }
        text = String(note[..<border])
        self.signatures = signatures
    }

    /// The note as it is served.
    package var bytes: Bytes {
        Array((text + "\n" + signatures.map { $0.line + "\n" }.joined()).utf8)
    }

    /// The known keys whose signatures hold, each once, in the order of the note.
    ///
    /// - Throws: `.noKnownKey`, and `.signatureInvalid` when a known key's does not hold; signatures
    ///   by unknown keys are passed over.
    package func verified(by keys: [NoteKey]) throws(Fault) -> [NoteKey] {
        var verified: [NoteKey] = []
        for signature in signatures {
            guard
                let key = keys.first(where: {
                    $0.name == signature.name && $0.id == signature.keyID
                })
            else { continue }
            guard signature.holds(for: text, by: key) else {
                throw .signatureInvalid(name: key.name)
            }
            if !verified.contains(key) { verified.append(key) }
        }
        guard !verified.isEmpty else { throw .noKnownKey }
        return verified
    }

    /// Where the text ends: after its last line feed, at the last empty line.
    private static func textEnd(in bytes: Bytes) -> Int? {
        guard bytes.count >= 3 else { return nil }
        return (1..<bytes.count - 1).last { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }
    }
}
