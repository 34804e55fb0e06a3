import EPCIS
package import LedgerCore

/// The country that the goods of an event leave for.
///
/// Spec: Docs/Spec/MassBalance.md §13.6.
package enum ExportClaim: Hashable, Sendable {
    case none
    case leaving(for: CountryCode)
    case unreadable(reason: String)

    /// The extension of an event, under any prefix.
    package static let name = "https://daftar.tj/voc/destinationCountry"

    var country: CountryCode? {
        if case .leaving(let country) = self { country } else { nil }
    }

    init(of event: EPCISEvent) {
        do throws(CertificateFault) {
            guard let value = try event.single(ExportClaim.name) else {
                self = .none
                return
            }
            guard let country = value.string.flatMap(CountryCode.init) else {
                throw CertificateFault("a country is two capital letters of ISO 3166-1, such as RU")
            }
            self = .leaving(for: country)
        } catch {
            self = .unreadable(reason: error.reason)
        }
    }
}
