import EPCIS
package import LedgerCore

/// What a test measured, by the word of the laboratory.
///
/// Spec: Docs/Spec/MassBalance.md §13.6.
package enum ResidueClaim: Hashable, Sendable {
    /// Each substance once.
    case measured([Residue])
    case unreadable(reason: String)

    package static let residuesMax = 256

    init(_ value: JSONValue?, of kind: CertificateKind) {
        do throws(CertificateFault) {
            self = .measured(try ResidueClaim.residues(value, of: kind))
        } catch {
            self = .unreadable(reason: error.reason)
        }
    }

    private static func residues(
        _ value: JSONValue?, of kind: CertificateKind
    ) throws(CertificateFault) -> [Residue] {
        guard let value else { return [] }
        guard kind == .test, let list = value.array, (1...residuesMax).contains(list.count) else {
            throw CertificateFault("a test, and nothing else, has 1 to \(residuesMax) residues")
        }
        var residues: [Residue] = []
        for element in list {
            guard let substance = element["substance"]?.string,
                (1...Residue.substanceBytesMax).contains(substance.utf8.count),
                let amount = element["amount"]?.number.flatMap(micrograms)
            else {
                throw CertificateFault(
                    "each residue has a substance, and as amount mg/kg with at most three digits "
                        + "after the point")
            }
            residues.append(Residue(of: substance, amount))
        }
        guard Set(residues.map(\.substance)).count == residues.count else {
            throw CertificateFault("a substance is there twice")
        }
        return residues
    }

    /// Of a number of milligrams; nil for what is finer, negative, or more than a kilogram.
    private static func micrograms(_ milligrams: ExactDecimal) -> UInt64? {
        let (coefficient, exponent) = milligrams.normalized
        guard (0...Int128(1_000_000_000)).contains(coefficient), (-3...6).contains(exponent) else {
            return nil
        }
        let micrograms = (0..<(3 + exponent)).reduce(coefficient) { product, _ in product * 10 }
        return micrograms <= 1_000_000_000 ? UInt64(micrograms) : nil
    }
}
