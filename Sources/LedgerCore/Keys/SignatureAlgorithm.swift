/// How a key signs, by its COSE number. Both signatures have 64 bytes.
///
/// Spec: RFC 9053 §2. GOST R 34.10-2012 will come as a private-use number, where genesis allows it.
package enum SignatureAlgorithm: Int64, Sendable, CaseIterable {
    /// Ed25519, strictly.
    case eddsa = -8
    /// ECDSA on P-256 with SHA-256; the signature is r ‖ s.
    case es256 = -7
}

extension SignatureAlgorithm: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.signed(rawValue)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        guard let algorithm = SignatureAlgorithm(rawValue: try reader.signed()) else {
            throw CBORError(.invalid("signature algorithm -8 or -7"), at: offset)
        }
        self = algorithm
    }
}
