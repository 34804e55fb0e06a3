package import LedgerCore

/// The private fields of a document that are to be replaced by commitments.
///
/// The bytes around them stay what they are. Salts come from the caller, one a field, so that the
/// same salts give the same bytes.
///
/// Spec: Docs/Spec/Sealing.md §1 and §4.
package struct SealingPlan: Sendable {
    /// The document as it came.
    package let bytes: [UInt8]
    /// In the order of the bytes; none lies in another.
    package let fields: [Field]

    package struct Field: Sendable {
        /// Place of the event in the document, from 0.
        package let event: Int
        /// From the event on. Spec: RFC 6901.
        package let pointer: String
        package let value: JSONValue
        /// Texts of parties that the document names as readers beside its owner.
        package let readers: [String]
        /// Where the value stands in the bytes.
        let range: Range<Int>
        /// Where its event stands in them.
        let eventRange: Range<Int>

        package func opening(salt: FieldSalt) -> FieldOpening {
            FieldOpening(pointer: pointer, salt: salt, value: value)
        }
    }

    /// Finds the private fields of an EPCIS document or event.
    ///
    /// What is no sound document otherwise has whatever fields it has; reading it is another step.
    ///
    /// - Parameters:
    ///   - namespaces: prefixes that hold without being declared (`GS1-Extensions`).
    ///   - ruleNames: names in full that the rules of the ledger read, and that cannot be private.
    /// - Throws: a fault in the JSON, where it has to be read; or everything that cannot be sealed as it stands; in a signed
    ///   document each field that is open.
    package init(
        _ bytes: [UInt8], _ standing: Standing = .unsigned,
        namespaces: NamespaceMap = NamespaceMap(), ruleNames: [String],
        json limits: JSONLimits = JSONLimits()
    ) throws(EPCISError) {
        self.bytes = bytes
        guard namespaces != NamespaceMap() || PrivateWords.mayStand(in: bytes) else {
            fields = []
            return
        }
        fields = try ByteWindow.lend(bytes) { (window) throws(EPCISError) in
            let source: JSONSource
            do throws(JSONError) {
                source = try JSONScanner.scan(window, limits: limits)
            } catch {
                throw EPCISError(error)
            }
            var reader = SealingReader(
                source: source, standing, namespaces: namespaces, ruleNames: ruleNames)
            return try reader.read()
        }
    }

    /// Whether there is still time to seal.
    package enum Standing: Hashable, Sendable {
        case unsigned
        /// Its bytes are fixed, so what is private must be sealed already.
        case signed
    }

    /// SHA-256 of the bytes of the field's event as it came, by which the event is known again when it is
    /// sent again. It tells of the value, so it is kept with the value and goes with it.
    package func fingerprint(of field: Field) -> Digest {
        Digest(hashing: bytes[field.eventRange])
    }

    /// The document with a commitment in place of each field.
    ///
    /// - Precondition: a salt for each field, in their order.
    package func sealed(with salts: [FieldSalt]) -> [UInt8] {
        precondition(salts.count == fields.count, "one salt a field")
        let texts = zip(fields, salts).map { field, salt in
            (field.range, JSONWriter.write(field.opening(salt: salt).sealed.value))
        }
        return bytes.replacing(texts)
    }
}

/// What a document may ask to be sealed.
///
/// Spec: Docs/Spec/Sealing.md §1.
package enum SealingLimits {
    /// Of one value, as it is written.
    package static let valueBytesMax = 65_536
    /// In one document.
    package static let fieldsMax = 10_000
    /// In one list of private names.
    package static let namesMax = 64
    /// Of one name.
    package static let readersMax = 32
}

extension [UInt8] {
    /// The bytes with parts of them replaced.
    ///
    /// - Precondition: the ranges ascend and do not meet.
    func replacing(_ parts: [(range: Range<Int>, text: [UInt8])]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count + parts.reduce(0) { $0 + $1.text.count })
        var place = 0
        for part in parts {
            result += self[place..<part.range.lowerBound]
            result += part.text
            place = part.range.upperBound
        }
        result += self[place...]
        return result
    }
}
