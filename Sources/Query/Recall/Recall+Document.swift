package import EPCIS

extension Recall {
    /// A document that calls the listed lots back: an event for each, as the capture interface takes it.
    ///
    /// - Parameter time: when they are called back.
    package func document(at time: EventTime) -> [UInt8] {
        let document = EPCISDocument(
            form: .capture, namespaces: NamespaceMap(), schemaVersion: "2.0", creationDate: time)
        return document.json { json in
            for lot in lots {
                json.object { json in
                    json.member("type", "ObjectEvent")
                    json.member("eventTime", time.text)
                    json.member("eventTimeZoneOffset", "+00:00")
                    json.member("action", "OBSERVE")
                    json.member("bizStep", "holding")
                    json.member("disposition", "recalled")
                    lot.write(to: &json)
                }
            }
        }
    }
}

extension AffectedLot {
    fileprivate func write(to json: inout JSONWriter) {
        let identifier = try? ObjectKey(parsing: key)
        let text = identifier?.digitalLink() ?? key
        switch identifier?.kind {
        case .product, .lot, .pattern, .component, .other, nil:
            json.member(
                "quantityList",
                .array([
                    .object(JSONObject(members: [.init(name: "epcClass", value: .string(text))]))
                ]))
        default: json.member("epcList", .array([.string(text)]))
        }
    }
}
