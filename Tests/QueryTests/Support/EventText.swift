import EPCIS

/// Events as a member would send them.
enum EventText {
    static let harvestStep = "https://daftar.tj/voc/BizStep-harvesting"
    static let place = "urn:epc:id:sgln:4880001.00000.0"

    static func document(_ events: [String], header: String? = nil) -> String {
        """
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",\
        {"agri":"https://daftar.tj/voc/"}],"type":"EPCISDocument","schemaVersion":"2.0",\
        "creationDate":"2026-09-21T13:33:20Z"\(header.map { ",\"epcisHeader\":\($0)" } ?? ""),\
        "epcisBody":{"eventList":[\(events.joined(separator: ",\n"))]}}
        """
    }

    static func lot(_ name: String) -> String { "urn:epc:class:lgtin:4880001.012345.\(name)" }

    static func lotKey(_ name: String) -> String { key(lot(name)) }

    static func key(_ identifier: String) -> String {
        (try? ObjectKey(parsing: identifier))?.text ?? identifier
    }

    static func pallet(_ number: Int) -> String {
        "urn:epc:id:sscc:4880001.1" + String("000000000\(number)".suffix(9))
    }

    /// An event of a type with its time in seconds after the first, and the rest of its members.
    static func event(_ type: String, id: String?, at seconds: Int, _ rest: String) -> String {
        let minute = seconds / 60 % 60
        let time =
            "2026-09-20T\(two(seconds / 3600 % 24)):\(two(minute)):\(two(seconds % 60)).000Z"
        let eventID = id.map { ",\"eventID\":\"\($0)\"" } ?? ""
        return """
            {"type":"\(type)"\(eventID),"eventTime":"\(time)","eventTimeZoneOffset":"+05:00"\
            \(rest)}
            """
    }

    static func harvest(
        _ lot: String, kilograms: Int = 100, id: String? = nil, at seconds: Int = 0,
        extra: String = ""
    ) -> String {
        event(
            "ObjectEvent", id: id, at: seconds,
            """
            ,"action":"ADD","bizStep":"\(harvestStep)","disposition":"active",\
            "readPoint":{"id":"\(place)"},"quantityList":[\(quantity(lot, kilograms))],\
            "ilmd":{"cbvmda:harvestStartDate":"2026-07-12","agri:variety":"Mirsanjali"}\(extra)
            """)
    }

    static func observe(
        _ lot: String, step: String, id: String? = nil, at seconds: Int = 0
    ) -> String {
        event(
            "ObjectEvent", id: id, at: seconds,
            """
            ,"action":"OBSERVE","bizStep":"\(step)",\
            "quantityList":[{"epcClass":"\(EventText.lot(lot))"}]
            """)
    }

    static func ship(
        _ lot: String, kilograms: Int, to member: String, at seconds: Int = 0
    ) -> String {
        event(
            "ObjectEvent", id: nil, at: seconds,
            """
            ,"action":"OBSERVE","bizStep":"shipping","quantityList":[\(quantity(lot, kilograms))],\
            "destinationList":[{"type":"possessing_party",\
            "destination":"https://daftar.tj/member/\(member)"}]
            """)
    }

    static func receive(
        _ lot: String, kilograms: Int, at seconds: Int = 0, extra: String = ""
    ) -> String {
        event(
            "ObjectEvent", id: nil, at: seconds,
            """
            ,"action":"OBSERVE","bizStep":"receiving",\
            "quantityList":[\(quantity(lot, kilograms))]\(extra)
            """)
    }

    /// Inputs and outputs by lot and kilograms.
    static func transform(
        _ inputs: [(String, Int)], into outputs: [(String, Int)], joinedBy joint: String? = nil,
        id: String? = nil, at seconds: Int = 0, extra: String = ""
    ) -> String {
        event(
            "TransformationEvent", id: id, at: seconds,
            """
            ,"bizStep":"creating_class_instance",\
            "inputQuantityList":[\(inputs.map(quantity).joined(separator: ","))],\
            "outputQuantityList":[\(outputs.map(quantity).joined(separator: ","))]\
            \(joint.map { ",\"transformationID\":\"\($0)\"" } ?? "")\(extra)
            """)
    }

    static func delete(
        _ lot: String, kilograms: Int, step: String, id: String? = nil, at seconds: Int = 0,
        extra: String = ""
    ) -> String {
        event(
            "ObjectEvent", id: id, at: seconds,
            """
            ,"action":"DELETE","bizStep":"\(step)",\
            "quantityList":[\(quantity(lot, kilograms))]\(extra)
            """)
    }

    /// One logistic unit into another.
    static func pack(unit: String, into pallet: String, at seconds: Int = 0) -> String {
        event(
            "AggregationEvent", id: nil, at: seconds,
            """
            ,"action":"ADD","bizStep":"packing","parentID":"\(pallet)","childEPCs":["\(unit)"]
            """)
    }

    static func pack(
        _ lot: String, kilograms: Int, into pallet: String, action: String = "ADD",
        at seconds: Int = 0
    ) -> String {
        event(
            "AggregationEvent", id: nil, at: seconds,
            """
            ,"action":"\(action)","bizStep":"packing","parentID":"\(pallet)",\
            "childQuantityList":[\(quantity(lot, kilograms))]
            """)
    }

    static let declaration =
        ",\"errorDeclaration\":{\"declarationTime\":\"2026-09-21T14:00:00Z\"}"

    private static func quantity(_ lot: String, _ kilograms: Int) -> String {
        "{\"epcClass\":\"\(EventText.lot(lot))\",\"quantity\":\(kilograms),\"uom\":\"KGM\"}"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
