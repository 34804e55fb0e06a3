/// What is claimed of goods, on the word of certificates.
///
/// Spec: Docs/Spec/MassBalance.md §12.
package enum GoodsClaim: Hashable, Sendable {
    /// What every certificate of a kind says, whoever issued it.
    case kind(CertificateKind)
    /// What one certificate says.
    case certificate(CertificateReference)

    /// Kinds that say the same of goods whoever issued them. A test is of its lot, a phytosanitary
    /// certificate of a consignment; of a conformity nobody can tell with what, but by its certificate.
    package static let kinds: [CertificateKind] = [.organic, .origin]
}

extension GoodsClaim: CustomStringConvertible {
    /// `organic`, or the number of the certificate and its issuer.
    package var description: String {
        switch self {
        case .kind(let kind): kind.rawValue
        case .certificate(let certificate):
            "certificate \(certificate.number) of \(certificate.issuer)"
        }
    }
}

extension GoodsClaim: CBORCodable {
    private enum Tag: UInt64 {
        case kind = 1
        case certificate = 2
    }

    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        switch self {
        case .kind(let kind):
            writer.unsigned(Tag.kind.rawValue)
            writer.value(kind)
        case .certificate(let certificate):
            writer.unsigned(Tag.certificate.rawValue)
            writer.value(certificate)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        try reader.array(count: 2)
        switch Tag(rawValue: try reader.unsigned()) {
        case .kind:
            let kind = try reader.value(CertificateKind.self)
            try reader.require(
                GoodsClaim.kinds.contains(kind), "a kind that is claimed", at: offset)
            self = .kind(kind)
        case .certificate: self = .certificate(try reader.value(CertificateReference.self))
        case nil: throw CBORError(.invalid("a claim"), at: offset)
        }
    }
}
