import EPCIS
import LedgerCore

/// How much of goods is water, as measured by whoever dried them.
///
/// Spec: Docs/Spec/MassBalance.md §13.4.
package enum MoistureClaim: Hashable, Sendable {
    case none
    /// In the order of the event, each lot once.
    case measured([Moisture])
    case unreadable(reason: String)

    /// The extension of an event, under any prefix.
    package static let name = "https://daftar.tj/voc/waterContent"
    package static let lotsMax = 64

    init(of event: EPCISEvent) {
        do throws(CertificateFault) {
            guard let value = try event.single(MoistureClaim.name) else {
                self = .none
                return
            }
            self = .measured(try MoistureClaim.measured(value))
        } catch {
            self = .unreadable(reason: error.reason)
        }
    }

    private static func measured(_ value: JSONValue) throws(CertificateFault) -> [Moisture] {
        guard let list = value.array, (1...lotsMax).contains(list.count) else {
            throw CertificateFault("it is a list of 1 to \(lotsMax) lots")
        }
        var lots: [Moisture] = []
        for element in list {
            guard let text = element["id"]?.string, let key = try? ObjectKey(parsing: text),
                let share = element["share"]?.number.flatMap(Moisture.millionths)
            else {
                throw CertificateFault(
                    "each has the id of a lot, and as share its water from 0 to 1 with at most six "
                        + "digits")
            }
            lots.append(Moisture(lot: key.text, millionths: share))
        }
        guard Set(lots.map(\.lot)).count == lots.count else {
            throw CertificateFault("a lot is named twice")
        }
        return lots
    }

    /// Of a lot by its key; nil where it was not measured.
    func millionths(of lot: String) -> Int64? {
        guard case .measured(let lots) = self else { return nil }
        return lots.first { $0.lot == lot }?.millionths
    }
}

/// The water in goods.
package struct Moisture: Hashable, Sendable {
    /// Nothing but water.
    package static let whole: Int64 = 1_000_000

    /// Key of the lot.
    package let lot: String
    /// Of the mass.
    package let millionths: Int64

    package init(lot: String, millionths: Int64) {
        self.lot = lot
        self.millionths = millionths
    }

    fileprivate static func millionths(_ share: ExactDecimal) -> Int64? {
        let (coefficient, exponent) = share.normalized
        guard (0...Int128(whole)).contains(coefficient), (-6...0).contains(exponent) else {
            return nil
        }
        var millionths = Int64(coefficient)
        for _ in 0..<(6 + exponent) { millionths *= 10 }
        return millionths <= whole ? millionths : nil
    }
}
