import LedgerCore
import Traceability

/// Goods that come in with papers, as a member would say it.
enum PaperText {
    static let importing = "https://daftar.tj/voc/BizStep-importing"
    static let opening = "https://daftar.tj/voc/BizStep-opening_stock"

    /// What a declaration says, in JSON.
    static func terms(
        _ number: String, of amount: String = "20000", _ unit: String? = "KGM",
        from country: String = "UZ", at post: String = "Fotehobod", duty: String = "paid",
        returned: Bool? = nil
    ) -> String {
        let uom = unit.map { ",\"uom\":\"\($0)\"" } ?? ""
        let back = returned.map { ",\"returned\":\($0)" } ?? ""
        return "{\"number\":\"\(number)\",\"amount\":\(amount)\(uom),"
            + "\"countryOfOrigin\":\"\(country)\",\"borderPost\":\"\(post)\",\"dutyStatus\":\"\(duty)\"\(back)}"
    }

    static func declaration(_ terms: String) -> String {
        ",\"https://daftar.tj/voc/importDeclaration\":\(terms)"
    }

    static func document(_ name: String = "act 12") -> String {
        ",\"https://daftar.tj/voc/openingDocument\":\"\(name)\""
    }

    /// Kilograms that are imported.
    static func brought(
        _ lot: String, _ kilograms: Int, _ terms: String, from source: String? = nil,
        id: String? = nil, extra: String = ""
    ) -> String {
        EventText.object(
            "ADD", importing, [(lot, "\(kilograms)", "KGM")], from: source, id: id,
            extra: declaration(terms) + extra)
    }

    /// Kilograms that were there before.
    static func opened(
        _ lot: String, _ kilograms: Int, id: String? = nil, extra: String = document()
    ) -> String {
        EventText.object("ADD", opening, [(lot, "\(kilograms)", "KGM")], id: id, extra: extra)
    }
}

extension World {
    /// The members of most tests, two importers and customs.
    static func withImporters() throws -> World {
        var world = try World(
            members: World.members + [
                World.member(
                    "importer", ["importer"],
                    scope: MemberScope(
                        companyPrefixes: ["4880004"],
                        locationNumbers: [EventText.locationNumber("4880004")])),
                World.member(
                    "importer-2", ["importer"], scope: MemberScope(companyPrefixes: ["4880005"])),
                World.member(
                    "customs", ["customs"], scope: MemberScope(companyPrefixes: ["4880006"])),
            ])
        try world.adopt(RuleVersion(4))
        return world
    }

    /// Where the accounted goods of a lot came from; nil where nobody follows it.
    func origins(_ lot: String) throws -> OriginsLeaf? {
        try state.leaf(OriginsLeaf.self, at: .origins(of: EventText.key(lot)))
    }

    /// What is left of a lot by the words of its origins, in kilograms or whatever is given.
    func left(_ lot: String, per unit: Int64 = 1_000_000) throws -> [String: Int64] {
        try origins(lot)?.left.spoken(per: unit) ?? [:]
    }

    func declaration(_ number: String) throws -> ImportDeclarationLeaf? {
        try state.leaf(ImportDeclarationLeaf.self, at: .importDeclaration(number))
    }
}

extension OriginAmounts {
    /// By words such as `UZ` for what was imported, `grown` and `grown TJ`.
    func spoken(per unit: Int64 = 1_000_000) -> [String: Int64] {
        Dictionary(
            uniqueKeysWithValues: elements.map { element in
                let word =
                    switch element.origin {
                    case .grown(let country): country.map { "grown \($0)" } ?? "grown"
                    case .imported(let country): country.text
                    case .declared: "declared"
                    case .unknown: "unknown"
                    case .other: "other"
                    }
                return (word, element.amount / unit)
            })
    }
}
