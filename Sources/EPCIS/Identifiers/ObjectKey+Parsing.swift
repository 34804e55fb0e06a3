/// Any identifier the standard allows: EPC URN, Digital Link, or another URI.
enum IdentifierReader {
    /// Checks the identifier at `range`; `key`, when it records, receives its canonical text, or
    /// nothing where the identifier is its own key.
    static func read(
        _ bytes: ByteWindow, _ range: Range<Int>, into key: inout KeyBuilder
    ) throws(IdentifierError) -> ObjectKind {
        if bytes.starts(range, with: "urn:epc:") {
            let kind = try EPCURN.read(bytes, range, into: &key)
            // The grammar of a GS1 key admits nothing that a URI does not.
            if kind != .other, kind != .pattern { return kind }
            guard URISyntax.isURI(bytes, range) else { throw .notURI }
            return kind
        }
        guard URISyntax.isURI(bytes, range) else { throw .notURI }
        if bytes.starts(range, with: "http") || bytes.starts(range, with: "HTTP") {
            return try DigitalLink.read(bytes, range, into: &key) ?? .other
        }
        if isShouted(bytes, range) { throw .syntax(rule: .upperCase) }
        return .other
    }

    /// `URN:EPC:…`: the same URN to RFC 8141, so it may not become another identity here.
    private static func isShouted(_ bytes: ByteWindow, _ range: Range<Int>) -> Bool {
        guard range.count >= 8 else { return false }
        var index = range.lowerBound
        for byte in "urn:epc:".utf8 {
            guard bytes[index] | 0x20 == byte | 0x20 else { return false }
            index += 1
        }
        return true
    }
}

extension ObjectKey {
    /// The key of a URN, a Digital Link, a Digital Link path (`/01/…`), or any other URI.
    package init(parsing text: String) throws(IdentifierError) {
        self = try ByteWindow.lend(text) { (bytes) throws(IdentifierError) in
            let range = 0..<bytes.count
            var key = KeyBuilder()
            guard bytes.count > 0, bytes[0] == UInt8(ascii: "/") else {
                let kind = try IdentifierReader.read(bytes, range, into: &key)
                return ObjectKey(text: key.bytes.isEmpty ? text : key.text, kind: kind)
            }
            guard let kind = try DigitalLink.readPath(bytes, range, into: &key) else {
                throw .notURI
            }
            return ObjectKey(text: key.text, kind: kind)
        }
    }
}

extension EPCIdentifier {
    /// - Throws: for anything that is no URI, or breaks the rules of the GS1 key it claims to be.
    package init(parsing text: String) throws(IdentifierError) {
        let kind = try ByteWindow.lend(text) { (bytes) throws(IdentifierError) in
            var key = KeyBuilder(isRecording: false)
            return try IdentifierReader.read(bytes, 0..<bytes.count, into: &key)
        }
        self.init(text: text, kind: kind)
    }

    /// What is identified, the same for every spelling. Computed on each call.
    package var key: ObjectKey {
        do {
            return try ObjectKey(parsing: text)
        } catch {
            preconditionFailure("an identifier is checked when it is made: \(error)")
        }
    }
}
