package import EPCIS
package import LedgerCore

/// By which papers the goods of an event come in.
///
/// Spec: Docs/Spec/MassBalance.md §10.2.
package enum WayInClaim: Hashable, Sendable {
    case none
    case imports(Import)
    case importUnreadable(reason: String)
    /// As opening stock, by this document.
    case opens(document: String)
    case openingUnreadable(reason: String)

    package struct Import: Hashable, Sendable {
        package let number: String
        package let terms: ImportDeclarationLeaf.Terms
        /// Whether they left before, as the same lot.
        package let isReturn: Bool
    }

    /// The extensions of an event, under any prefix.
    package static let declarationName = "https://daftar.tj/voc/importDeclaration"
    package static let documentName = "https://daftar.tj/voc/openingDocument"

    init(of event: EPCISEvent, _ step: BusinessStep) {
        guard case .object(let object) = event.payload, object.action == .add else {
            self = .none
            return
        }
        switch step {
        case .importing:
            do throws(CertificateFault) {
                self = .imports(try Import(event.single(WayInClaim.declarationName)))
            } catch {
                self = .importUnreadable(reason: error.reason)
            }
        case .openingStock:
            do throws(CertificateFault) {
                let value = try event.single(WayInClaim.documentName)
                self = .opens(document: try WayInClaim.text(value, "the document that shows it"))
            } catch {
                self = .openingUnreadable(reason: error.reason)
            }
        default: self = .none
        }
    }

    /// Whether the goods are brought over a border.
    var isImport: Bool {
        switch self {
        case .imports, .importUnreadable: true
        case .none, .opens, .openingUnreadable: false
        }
    }

    /// Whether they are goods of the ledger that left before.
    var isReturn: Bool {
        if case .imports(let declaration) = self { declaration.isReturn } else { false }
    }

    fileprivate static func text(
        _ value: JSONValue?, _ what: String
    ) throws(CertificateFault) -> String {
        let bytesMax = ImportDeclarationLeaf.textBytesMax
        guard let text = value?.string, (1...bytesMax).contains(text.utf8.count) else {
            throw CertificateFault("\(what) is named in 1 to \(bytesMax) bytes")
        }
        return text
    }
}

extension WayInClaim.Import {
    fileprivate init(_ value: JSONValue?) throws(CertificateFault) {
        guard let value else {
            throw CertificateFault("goods that are imported name their declaration")
        }
        number = try WayInClaim.text(value["number"], "its number")
        guard let amount = value["amount"]?.number,
            let quantity = try? Quantity(amount, unit: value["uom"]?.string),
            quantity.amount > 0, (value["uom"] == nil) == (value["uom"]?.string == nil)
        else {
            throw CertificateFault("it says for how much it is: an amount above 0, and its uom")
        }
        guard let country = value["countryOfOrigin"]?.string.flatMap(CountryCode.init) else {
            throw CertificateFault(
                "the country of origin is two capital letters of ISO 3166-1, such as UZ")
        }
        guard let duty = value["dutyStatus"]?.string.flatMap(ImportDeclarationLeaf.Duty.init) else {
            let known = ImportDeclarationLeaf.Duty.allCases.map(\.rawValue).joined(separator: ", ")
            throw CertificateFault("its duty status is one of \(known)")
        }
        switch value["returned"] {
        case nil: isReturn = false
        case .bool(let returned)?: isReturn = returned
        case _?: throw CertificateFault("returned is true or false")
        }
        terms = ImportDeclarationLeaf.Terms(
            unit: SmallestUnit(quantity.dimension), amount: quantity.amount, country: country,
            post: try WayInClaim.text(value["borderPost"], "the border post"), duty: duty)
    }
}
