package import EPCIS
package import LedgerCore

/// The certificates that the goods of an event go under.
///
/// Spec: Docs/Spec/MassBalance.md §14.
package enum CertificateCitation: Hashable, Sendable {
    case none
    /// In the order of the event, each once.
    case certificates([CertificateReference])
    case unreadable(reason: String)

    /// The extension of an event, under any prefix.
    package static let name = "https://daftar.tj/voc/certificates"
    package static let certificatesMax = 16

    package init(of event: EPCISEvent) {
        do throws(CertificateFault) {
            guard let value = try event.single(CertificateCitation.name) else {
                self = .none
                return
            }
            self = .certificates(try CertificateCitation.certificates(value))
        } catch {
            self = .unreadable(reason: error.reason)
        }
    }

    private static func certificates(
        _ value: JSONValue
    ) throws(CertificateFault) -> [CertificateReference] {
        let list = value.array ?? [value]
        guard (1...certificatesMax).contains(list.count) else {
            throw CertificateFault("1 to \(certificatesMax) certificates are named")
        }
        var certificates: [CertificateReference] = []
        for element in list {
            guard let issuer = element["issuer"]?.string.flatMap(MemberID.init) else {
                throw CertificateFault("each has the member id of its issuer")
            }
            certificates.append(
                CertificateReference(issuer: issuer, number: try number(element["number"])))
        }
        guard Set(certificates).count == certificates.count else {
            throw CertificateFault("one is named twice")
        }
        return certificates
    }

    static func number(_ value: JSONValue?) throws(CertificateFault) -> String {
        let bytesMax = CertificateReference.numberBytesMax
        guard let number = value?.string, (1...bytesMax).contains(number.utf8.count) else {
            throw CertificateFault("its number has 1 to \(bytesMax) bytes")
        }
        return number
    }
}
