/// The EPC schemes that carry a GS1 key.
///
/// Spec: GS1 Tag Data Standard 2.0 §6.3.
enum EPCScheme: CaseIterable {
    case sgtin, sscc, sgln, grai, giai, gsrn, gsrnp, gdti, sgcn, cpi, ginc, gsin, itip, upui, pgln
    case lgtin

    static let table = NameTable(allCases.map(\.name))

    var name: String {
        switch self {
        case .sgtin: "sgtin"
        case .sscc: "sscc"
        case .sgln: "sgln"
        case .grai: "grai"
        case .giai: "giai"
        case .gsrn: "gsrn"
        case .gsrnp: "gsrnp"
        case .gdti: "gdti"
        case .sgcn: "sgcn"
        case .cpi: "cpi"
        case .ginc: "ginc"
        case .gsin: "gsin"
        case .itip: "itip"
        case .upui: "upui"
        case .pgln: "pgln"
        case .lgtin: "lgtin"
        }
    }

    /// How many parts stand between dots; the last takes all that is left.
    var partCount: Int {
        switch self {
        case .sscc, .giai, .gsrn, .gsrnp, .ginc, .gsin, .pgln: 2
        case .sgtin, .sgln, .grai, .gdti, .sgcn, .cpi, .upui, .lgtin: 3
        case .itip: 5
        }
    }

    /// Digits of company prefix and reference together, check digit not counted; `nil` where the
    /// reference is text.
    var digitCount: Int? {
        switch self {
        case .sgtin, .itip, .upui, .lgtin: 13
        case .sscc, .gsrn, .gsrnp: 17
        case .gsin: 16
        case .sgln, .grai, .gdti, .sgcn, .pgln: 12
        case .giai, .cpi, .ginc: nil
        }
    }
}
