import EPCIS

/// What a label page needs to call things by name: products, places and parties of one member, as
/// the standard's master data.
///
/// Names in three languages stand in attributes of our own as language maps; standard clients find
/// the English name in the attributes of the CBV.
///
/// Spec: EPCIS 2.0 §9.4 (`epcisMasterData`); CBV 2.0 §9 (attributes).
struct MasterData {
    let member: SeasonMember
    private(set) var items: [TradeItem] = []
    private(set) var plots: [Plot] = []

    init(of member: SeasonMember) {
        self.member = member
    }

    /// A named part of the member's site.
    struct Plot: Hashable, Sendable {
        var part: String
        var name: LocalizedText
        /// Hundredths of a hectare; `nil` for a store.
        var ares: Int?
        /// What grows there.
        var crop: Crop?
    }

    mutating func describe(_ item: TradeItem) {
        if !items.contains(item) { items.append(item) }
    }

    mutating func describe(_ plot: Plot) {
        if !plots.contains(plot) { plots.append(plot) }
    }

    var json: JSONValue {
        var vocabularies: [JSONValue] = []
        if !items.isEmpty { vocabularies.append(vocabulary("EPCClass", items.map(product))) }
        vocabularies.append(vocabulary("Location", [site] + plots.map(place)))
        vocabularies.append(vocabulary("Party", [party]))
        return object([("vocabularyList", .array(vocabularies))])
    }

    private func vocabulary(_ type: String, _ elements: [JSONValue]) -> JSONValue {
        object([
            ("type", .string("urn:epcglobal:epcis:vtype:" + type)),
            ("vocabularyElementList", .array(elements)),
        ])
    }

    /// Under the GTIN alone: every lot of it is this product. A URN pattern says the same where the
    /// member writes URNs.
    private func product(_ item: TradeItem) -> JSONValue {
        let id: String
        switch member.spelling {
        case .digitalLink: id = "https://id.gs1.org/01/" + item.gtin
        case .urn: id = "urn:epc:idpat:sgtin:\(item.prefix.digits).\(item.urnReference).*"
        }
        var attributes = named(item.name, as: "cbvmda:descriptionShort")
        attributes.append(("agri:hsCode", .string(item.crop.hsCode)))
        if let botanical = item.crop.botanicalName {
            attributes.append(("agri:botanicalName", .string(botanical)))
        }
        if let grams = item.netGrams {
            attributes.append(("agri:netContentGrams", .string(String(grams))))
        }
        return element(id, attributes)
    }

    private var site: JSONValue {
        element(
            member.site.text(member.spelling),
            named(member.name, as: "cbvmda:name") + whereabouts)
    }

    private func place(_ plot: Plot) -> JSONValue {
        var attributes = named(plot.name, as: "cbvmda:name") + whereabouts
        if let ares = plot.ares {
            attributes.append(("agri:areaHectares", .string(hectares(ares))))
        }
        return element(member.part(plot.part).text(member.spelling), attributes)
    }

    private var party: JSONValue {
        element(
            member.party.text(member.spelling),
            named(member.name, as: "cbvmda:name") + whereabouts)
    }

    private var whereabouts: [(String, JSONValue)] {
        let place = member.place
        return [
            ("cbvmda:city", .string(place.name.english)),
            ("cbvmda:state", .string(place.region)),
            ("cbvmda:countryCode", .string(place.country)),
            ("cbvmda:latitude", .string(degrees(place.latitude))),
            ("cbvmda:longitude", .string(degrees(place.longitude))),
            ("agri:place", place.name.languageMap),
            ("agri:district", place.district.languageMap),
        ]
    }

    private func named(_ name: LocalizedText, as attribute: String) -> [(String, JSONValue)] {
        [(attribute, .string(name.english)), ("agri:name", name.languageMap)]
    }

    private func element(_ id: String, _ attributes: [(String, JSONValue)]) -> JSONValue {
        object([
            ("id", .string(id)),
            (
                "attributes",
                .array(
                    attributes.map { object([("id", .string($0.0)), ("attribute", $0.1)]) })
            ),
        ])
    }

    private func degrees(_ tenThousandths: Int) -> String {
        String(tenThousandths / 10_000) + "." + padded(tenThousandths % 10_000, to: 4)
    }

    private func hectares(_ ares: Int) -> String {
        String(ares / 100) + "." + padded(ares % 100)
    }
}
