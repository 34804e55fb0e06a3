/// What a certificate says of goods.
///
/// Spec: Docs/Spec/MassBalance.md §14.
package enum CertificateKind: String, Hashable, Sendable, CaseIterable {
    case phytosanitary, origin, conformity, test, organic
}

extension CertificateKind: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.text(rawValue)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        guard let kind = CertificateKind(rawValue: try reader.text(max: 16)) else {
            throw CBORError(.invalid("a kind of certificate"), at: offset)
        }
        self = kind
    }
}

/// A certificate by who issued it and the number that is written on it.
package struct CertificateReference: Hashable, Sendable {
    /// Bytes of UTF-8.
    package static let numberBytesMax = 64

    package let issuer: MemberID
    /// The issuer's own: two issuers may use the same.
    package let number: String

    package init(issuer: MemberID, number: String) {
        self.issuer = issuer
        self.number = number
    }
}

extension CertificateReference: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(issuer)
        writer.text(number)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        issuer = try reader.value(MemberID.self)
        number = try reader.text()
    }
}
