package import EPCIS

/// The captures that an imported table becomes.
///
/// The time of an event is noon UTC of the day the lot was recorded; when it was harvested stands in
/// its instance data. Events carry no id of their own, so the ledger names them by their CBV hash and
/// refuses the same row a second time.
package struct HarvestDocuments: Sendable {
    /// GTIN-14 of the goods.
    package let gtin: String
    /// Digital Link URI of the place, `https://id.gs1.org/414/…`.
    package let place: String
    package var eventsMax = 500

    package init(gtin: String, place: String) {
        self.gtin = gtin
        self.place = place
    }

    /// - Parameter created: The text of the documents' `creationDate`.
    package func documents(of lots: [HarvestLot], created: String) -> [[UInt8]] {
        stride(from: 0, to: lots.count, by: eventsMax).map { start in
            let part = lots[start..<min(start + eventsMax, lots.count)]
            return JSONWriter.write(document(part.map(event), created))
        }
    }

    private func document(_ events: [JSONValue], _ created: String) -> JSONValue {
        object([
            (
                "@context",
                .array([
                    .string("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"),
                    object([(AgriVocabulary.prefix, .string(AgriVocabulary.namespace))]),
                ])
            ),
            ("type", .string("EPCISDocument")), ("schemaVersion", .string("2.0")),
            ("creationDate", .string(created)),
            ("epcisBody", object([("eventList", .array(events))])),
        ])
    }

    package func event(_ lot: HarvestLot) -> JSONValue {
        let id = "https://id.gs1.org/01/\(gtin)/10/" + LotNumber.percentEncoded(lot.number)
        let place = object([("id", .string(self.place))])
        var members: [(String, JSONValue)] = [
            ("type", .string("ObjectEvent")),
            ("eventTime", .string(lot.recorded.text + "T12:00:00Z")),
            ("eventTimeZoneOffset", .string("+00:00")),
            ("action", .string("ADD")),
            (
                "quantityList",
                .array([
                    object([
                        ("epcClass", .string(id)), ("quantity", .number(lot.quantity)),
                        ("uom", .string(lot.unit)),
                    ])
                ])
            ),
            ("bizStep", .string(AgriVocabulary.harvesting)),
            ("disposition", .string("active")), ("readPoint", place), ("bizLocation", place),
        ]
        let data = instanceData(lot)
        if !data.isEmpty { members.append(("ilmd", object(data))) }
        return object(members)
    }

    private func instanceData(_ lot: HarvestLot) -> [(String, JSONValue)] {
        var data: [(String, JSONValue)] = []
        if let period = lot.harvested {
            data.append(("cbvmda:harvestStartDate", .string(period.first.text)))
            data.append(("cbvmda:harvestEndDate", .string(period.last.text)))
        }
        if let country = lot.country {
            data.append(("cbvmda:countryOfOrigin", .string(country)))
        }
        if let moisture = lot.moisture {
            let percent = ExactDecimal(coefficient: Int128(moisture), exponent: -2).normalized
            data.append(
                (
                    "agri:moisturePercent",
                    .number(
                        ExactDecimal(coefficient: percent.coefficient, exponent: percent.exponent))
                ))
        }
        for attribute in lot.attributes {
            data.append(("agri:" + attribute.name, .string(attribute.text)))
        }
        return data
    }
}
