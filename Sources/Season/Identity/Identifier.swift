/// A thing, place or party of the season, before somebody spells it.
enum Identifier: Hashable, Sendable {
    case lot(TradeItem, lot: String)
    case piece(TradeItem, serial: String)
    case logisticUnit(CompanyPrefix, extension: Int, serial: Int)
    case place(CompanyPrefix, number: Int, part: String?)
    case party(CompanyPrefix)

    /// How a member's system writes identifiers: both forms are in use, and both mean the same.
    enum Spelling: Hashable, Sendable {
        case digitalLink
        case urn
    }

    func text(_ spelling: Spelling) -> String {
        switch spelling {
        case .digitalLink: "https://id.gs1.org" + path
        case .urn: urn
        }
    }

    /// The Digital Link path, which is also the ledger's own name for it.
    var path: String {
        switch self {
        case .lot(let item, let lot): "/01/\(item.gtin)/10/\(lot)"
        case .piece(let item, let serial): "/01/\(item.gtin)/21/\(serial)"
        case .logisticUnit(let prefix, let digit, let serial):
            "/00/\(prefix.sscc(extension: digit, serial: serial))"
        case .place(let prefix, let number, let part):
            "/414/\(prefix.gln(place: number))" + (part.map { "/254/" + $0 } ?? "")
        case .party(let prefix): "/417/\(prefix.gln(place: 0))"
        }
    }

    private var urn: String {
        switch self {
        case .lot(let item, let lot):
            "urn:epc:class:lgtin:\(item.prefix.digits).\(item.urnReference).\(lot)"
        case .piece(let item, let serial):
            "urn:epc:id:sgtin:\(item.prefix.digits).\(item.urnReference).\(serial)"
        case .logisticUnit(let prefix, let digit, let serial):
            "urn:epc:id:sscc:\(prefix.digits).\(digit)\(padded(serial, to: 7))"
        case .place(let prefix, let number, let part):
            "urn:epc:id:sgln:\(prefix.digits).\(padded(number, to: 3)).\(part ?? "0")"
        case .party(let prefix): "urn:epc:id:pgln:\(prefix.digits).000"
        }
    }
}
