import EPCIS
import LedgerCore
import Traceability

/// Events as a member would send them.
enum EventText {
    /// When they happen.
    static let time = Timestamp(milliseconds: 1_790_000_000_000)

    static func document(_ events: [String]) -> String {
        """
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],\
        "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-09-21T13:33:20Z",\
        "epcisBody":{"eventList":[\(events.joined(separator: ","))]}}
        """
    }

    /// A lot of a product of the company with this GS1 prefix.
    static func lot(
        _ name: String, of prefix: String = "4880001", item: String = "012345"
    ) -> String {
        "urn:epc:class:lgtin:\(prefix).\(item).\(name)"
    }

    static func item(_ serial: String, of prefix: String = "4880001") -> String {
        "urn:epc:id:sgtin:\(prefix).012345.\(serial)"
    }

    static func pallet(_ number: Int, of prefix: String = "4880001") -> String {
        let digits = String(number)
        let padding = String(repeating: "0", count: 9 - digits.count)
        return "urn:epc:id:sscc:\(prefix).1\(padding)\(digits)"
    }

    static func key(_ identifier: String) -> String {
        guard let key = try? ObjectKey(parsing: identifier) else { return identifier }
        return key.text
    }

    /// The first location number of a company.
    static func locationNumber(_ prefix: String) -> String {
        let digits = (prefix + "00000").utf8.map { Int($0 - UInt8(ascii: "0")) }
        let sum = digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3) }
        return prefix + "00000" + String((10 - sum % 10) % 10)
    }

    static func party(_ prefix: String) -> String { "urn:epc:id:pgln:\(prefix).00000" }

    /// A list of `(class, quantity, unit)`; a quantity of nil is not known.
    static func quantities(_ list: [(String, String?, String?)]) -> String {
        let elements = list.map { item, quantity, unit in
            let number = quantity.map { ",\"quantity\":\($0)" } ?? ""
            let code = unit.map { ",\"uom\":\"\($0)\"" } ?? ""
            return "{\"epcClass\":\"\(item)\"\(number)\(code)}"
        }
        return "[" + elements.joined(separator: ",") + "]"
    }

    static func list(_ items: [String]) -> String {
        "[" + items.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }

    private static func common(_ type: String, id: String?, milliseconds: Int64) -> String {
        let time = Timestamp(milliseconds: time.milliseconds + milliseconds).iso8601
        let eventID = id.map { ",\"eventID\":\"\($0)\"" } ?? ""
        return "\"type\":\"\(type)\",\"eventTime\":\"\(time)\",\"eventTimeZoneOffset\":\"+05:00\""
            + eventID
    }

    private static func why(
        _ step: String?, _ disposition: String? = nil, to: String? = nil, from: String? = nil
    ) -> String {
        var text = step.map { ",\"bizStep\":\"\($0)\"" } ?? ""
        text += disposition.map { ",\"disposition\":\"\($0)\"" } ?? ""
        text +=
            to.map {
                ",\"destinationList\":[{\"type\":\"possessing_party\",\"destination\":\"\($0)\"}]"
            } ?? ""
        text +=
            from.map { ",\"sourceList\":[{\"type\":\"possessing_party\",\"source\":\"\($0)\"}]" }
            ?? ""
        return text
    }

    static func object(
        _ action: String, _ step: String?, _ quantityList: [(String, String?, String?)] = [],
        items: [String] = [], to: String? = nil, from: String? = nil, disposition: String? = nil,
        id: String? = nil, after milliseconds: Int64 = 0, extra: String = ""
    ) -> String {
        "{" + common("ObjectEvent", id: id, milliseconds: milliseconds)
            + ",\"action\":\"\(action)\""
            + (items.isEmpty ? "" : ",\"epcList\":\(list(items))")
            + (quantityList.isEmpty ? "" : ",\"quantityList\":\(quantities(quantityList))")
            + why(step, disposition, to: to, from: from) + extra + "}"
    }

    static func transformation(
        _ inputs: [(String, String?, String?)], _ outputs: [(String, String?, String?)],
        inputItems: [String] = [], joinedBy transformationID: String? = nil, id: String? = nil,
        after milliseconds: Int64 = 0, extra: String = ""
    ) -> String {
        "{" + common("TransformationEvent", id: id, milliseconds: milliseconds)
            + (inputItems.isEmpty ? "" : ",\"inputEPCList\":\(list(inputItems))")
            + (inputs.isEmpty ? "" : ",\"inputQuantityList\":\(quantities(inputs))")
            + (outputs.isEmpty ? "" : ",\"outputQuantityList\":\(quantities(outputs))")
            + (transformationID.map { ",\"transformationID\":\"\($0)\"" } ?? "") + extra + "}"
    }

    static func aggregation(
        _ action: String, _ step: String?, parent: String, items: [String] = [],
        _ quantityList: [(String, String?, String?)] = [], to: String? = nil,
        id: String? = nil, after milliseconds: Int64 = 0
    ) -> String {
        "{" + common("AggregationEvent", id: id, milliseconds: milliseconds)
            + ",\"action\":\"\(action)\",\"parentID\":\"\(parent)\""
            + (items.isEmpty ? "" : ",\"childEPCs\":\(list(items))")
            + (quantityList.isEmpty ? "" : ",\"childQuantityList\":\(quantities(quantityList))")
            + why(step, to: to) + "}"
    }

    static let declaration =
        ",\"errorDeclaration\":{\"declarationTime\":\"2026-09-21T14:00:00Z\","
        + "\"reason\":\"incorrect_data\"}"
}

/// The entries most tests need, in kilograms.
extension EventText {
    static let harvestStep = "https://daftar.tj/voc/BizStep-harvesting"
    static let farmParty = party("4880001")
    static let processorParty = party("4880002")
    static let exporterParty = party("4880003")

    /// A plot of the company with this GS1 prefix.
    static func plot(_ name: String, of prefix: String = "4880001") -> String {
        "urn:epc:id:sgln:\(prefix).00000.\(name)"
    }

    /// Master data of a lot that says where it grew, in JSON.
    static func grown(on plots: String) -> String {
        ",\"ilmd\":{\"https://daftar.tj/voc/plot\":\(plots)}"
    }

    static func grown(onShares shares: [(plot: String, share: String)]) -> String {
        let list = shares.map { "{\"id\":\"\($0.plot)\",\"share\":\($0.share)}" }
        return grown(on: "[" + list.joined(separator: ",") + "]")
    }

    static func harvest(
        _ lot: String, _ kilograms: Int, id: String? = nil, extra: String = ""
    ) -> String {
        object("ADD", harvestStep, [(lot, "\(kilograms)", "KGM")], id: id, extra: extra)
    }

    static func ship(
        _ lot: String, _ kilograms: Int, to: String?, id: String? = nil, extra: String = ""
    ) -> String {
        object("OBSERVE", "shipping", [(lot, "\(kilograms)", "KGM")], to: to, id: id, extra: extra)
    }

    static func receive(
        _ lot: String, _ kilograms: Int, from: String? = nil, id: String? = nil,
        disposition: String? = nil, extra: String = ""
    ) -> String {
        object(
            "OBSERVE", "receiving", [(lot, "\(kilograms)", "KGM")], from: from,
            disposition: disposition, id: id, extra: extra)
    }

    /// A receipt whose receiver says that no more will come.
    static func receiveAll(
        _ lot: String, _ kilograms: Int, from: String? = nil, id: String? = nil,
        extra: String = ""
    ) -> String {
        receive(
            lot, kilograms, from: from, id: id, disposition: "mismatch_quantity", extra: extra)
    }

    static func takeBack(_ lot: String, _ kilograms: Int, to: String?) -> String {
        object("OBSERVE", "void_shipping", [(lot, "\(kilograms)", "KGM")], to: to)
    }

    static func lose(
        _ lot: String, _ kilograms: Int, id: String? = nil, extra: String = ""
    ) -> String {
        object("DELETE", "destroying", [(lot, "\(kilograms)", "KGM")], id: id, extra: extra)
    }

    static func dry(
        _ lot: String, _ kilograms: Int, into made: String, _ output: Int, id: String? = nil,
        extra: String = ""
    ) -> String {
        transformation(
            [(lot, "\(kilograms)", "KGM")], [(made, "\(output)", "KGM")], id: id, extra: extra)
    }
}
