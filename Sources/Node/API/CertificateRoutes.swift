import EPCIS
import HTTPTypes
import Hummingbird
import LedgerCore
import Storage
import Traceability

/// Certificates, for whoever holds one in his hand.
struct CertificateRoutes {
    let store: LedgerStore

    func add(to routes: RouteBuilder) {
        routes.get("/v1/certificates/{issuer}/{number}", .reading) { request, context in
            _ = try request.acceptable([MediaTypes.json])
            try QueryItems(request.uri.query).allow()
            let (issuer, number) = (
                context.parameters.get("issuer") ?? "", context.parameters.get("number") ?? ""
            )
            guard let member = MemberID(issuer), let decoded = PercentCoding.decode(number) else {
                throw Self.unknown(issuer, number)
            }
            let reference = CertificateReference(issuer: member, number: decoded)
            guard let story = try await find(reference) else {
                throw Self.unknown(issuer, decoded)
            }
            return Response(json: story.value)
        }
    }

    private func find(_ reference: CertificateReference) async throws -> CertificateStory? {
        try await store.read { (reader) throws(StorageError) -> CertificateStory? in
            let found: CertificateLeaf?
            do throws(StateReadError) {
                found = try Registry.certificate(reference, in: reader)
            } catch { throw .corrupt(error.reason) }
            guard let found else { return nil }
            return CertificateStory(
                reference: reference, certificate: found, height: try reader.head().height,
                now: Timestamp(milliseconds: UTCText.milliseconds()))
        }
    }

    private static func unknown(_ issuer: String, _ number: String) -> Problem {
        Problem(
            "resource.no_such_certificate",
            "The ledger has no certificate “\(number)” of \(issuer).")
    }
}

/// A certificate in JSON, with what it is worth at a height and a moment.
struct CertificateStory: Sendable {
    let reference: CertificateReference
    let certificate: CertificateLeaf
    let height: Height
    let now: Timestamp

    var standing: String {
        if certificate.isRevoked(at: height) { return "revoked" }
        if now < certificate.validFrom { return "not yet valid" }
        if now > certificate.validUntil { return "expired" }
        return certificate.allowance?.left == 0 ? "used up" : "valid"
    }

    /// In milligrams a kilogram, as a laboratory writes it.
    private static func residue(_ residue: Residue) -> JSONValue {
        let (coefficient, exponent) = ExactDecimal(
            coefficient: Int128(residue.amount), exponent: -3
        ).normalized
        return .members([
            "substance": .string(residue.substance),
            "amount": .number(ExactDecimal(coefficient: coefficient, exponent: exponent)),
        ])
    }

    var value: JSONValue {
        .members([
            "issuer": .string(reference.issuer.text), "number": .string(reference.number),
            "kind": .string(certificate.kind.rawValue), "standing": .string(standing),
            "holder": certificate.holder.map { .string($0.text) },
            "goods": .strings(certificate.goods),
            "amount": certificate.allowance.map { MeasuredAmount($0.amount, $0.unit).value },
            "left": certificate.allowance.map { MeasuredAmount($0.left, $0.unit).value },
            "validFrom": .string(UTCText.text(certificate.validFrom.milliseconds)),
            "validUntil": .string(UTCText.text(certificate.validUntil.milliseconds)),
            "result": certificate.result.map { .string($0.rawValue) },
            "residues": certificate.residues.isEmpty
                ? nil : .array(certificate.residues.map(Self.residue)),
            "revokedFrom": certificate.revokedFrom.map { .integer($0.rawValue) },
            "revokedBy": certificate.revokedFrom.map { _ in
                .string(certificate.revocationReason == nil ? "issuer" : "administrators")
            },
            "revocationReason": certificate.revocationReason.map(JSONValue.string),
            "height": .integer(height.rawValue),
        ])
    }
}
