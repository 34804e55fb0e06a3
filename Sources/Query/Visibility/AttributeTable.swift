import EPCIS

/// The extensions that are known, by their full names.
///
/// Spec: Docs/Spec/Visibility.md §4.
enum AttributeTable {
    static let agri = "https://daftar.tj/voc/"
    private static let masterData = ["urn:epcglobal:cbv:mda:", "https://ref.gs1.org/cbv/mda/"]

    /// What kind of field an extension is, and which members an object under it may show.
    struct Rule: Hashable, Sendable {
        let field: EventField
        /// Other members are `words`; empty for plain values.
        let members: [String]
    }

    static func rule(of name: String) -> Rule {
        for prefix in masterData where name.hasPrefix(prefix) {
            let isPublic = publicMasterData.contains(String(name.dropFirst(prefix.count)))
            return Rule(field: isPublic ? .attribute : .words, members: [])
        }
        guard name.hasPrefix(agri) else { return Rule(field: .words, members: []) }
        return known(String(name.dropFirst(agri.count)))
    }

    private static func known(_ name: String) -> Rule {
        switch name {
        case "variety", "hsCode", "netContentGrams", "grade", "botanicalName":
            Rule(field: .attribute, members: [])
        case "moisturePercent": Rule(field: .measurement, members: [])
        case "waterContent": Rule(field: .measurement, members: ["id", "share"])
        case "destinationCountry": Rule(field: .counterparty, members: [])
        case "certificate":
            Rule(
                field: .certificate,
                members: ["number", "kind", "validFrom", "validUntil", "holder", "result"])
        case "delegation":
            Rule(
                field: .subject, members: ["delegate", "validUntil"])
        case "onBehalfOf": Rule(field: .subject, members: [])
        case "certificates": Rule(field: .certificate, members: ["issuer", "number"])
        case "custody":
            Rule(field: .certificate, members: ["model", "claim"])
        case "importDeclaration":
            Rule(
                field: .certificate,
                members: ["number", "countryOfOrigin", "borderPost", "dutyStatus"])
        case "openingDocument": Rule(field: .contract, members: [])
        case "recallReason": Rule(field: .certificate, members: [])
        case "plot": Rule(field: .plot, members: ["id", "share"])
        case "sealNumbers": Rule(field: .seal, members: [])
        case "shortageReason": Rule(field: .words, members: [])
        default: Rule(field: .words, members: [])
        }
    }

    private static let publicMasterData: Set<String> = [
        "lotNumber", "itemExpirationDate", "bestBeforeDate", "sellByDate", "productionDate",
        "harvestStartDate", "harvestEndDate", "countryOfOrigin", "countryOfExport", "grade",
        "growingMethodCode", "storageStateCode", "catchArea", "preservationTechniqueCode",
    ]
}

extension AttributeTable.Rule {
    /// The part of a value that is of this kind: plain values, and of objects the known members; nil
    /// for nothing.
    func part(of value: JSONValue) -> JSONValue? {
        switch value {
        case .array(let elements):
            let parts = elements.compactMap { part(of: $0) }
            return parts.isEmpty ? nil : .array(parts)
        case .object(let object):
            let known = object.members.filter { member in
                guard members.contains(member.name) else { return false }
                switch member.value {
                case .array, .object: return false
                case .null, .bool, .number, .string: return true
                }
            }
            return known.isEmpty ? nil : .object(JSONObject(members: known))
        case .null, .bool, .number, .string: return value
        }
    }

    /// Whether all of a value is of this kind.
    func isWhole(_ value: JSONValue) -> Bool { part(of: value) == value }
}
