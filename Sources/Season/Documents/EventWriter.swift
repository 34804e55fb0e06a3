import EPCIS

/// Spells an event as the standard's JSON binding has it.
///
/// Spec: EPCIS 2.0 §9.5, §12.5.
struct EventWriter {
    let spelling: Identifier.Spelling

    func json(_ event: EventDraft, id: String) -> JSONValue {
        var members: [JSONObject.Member] = []
        func add(_ name: String, _ value: JSONValue?) {
            if let value { members.append(.init(name: name, value: value)) }
        }
        add("type", .string(type(of: event.what)))
        add("eventID", .string(id))
        add("eventTime", .string(event.time.text))
        add("eventTimeZoneOffset", .string(LocalMoment.zone))
        for member in what(event.what) { members.append(member) }
        add("bizStep", .string(event.bizStep))
        add("disposition", event.disposition.map { .string($0) })
        add("readPoint", event.readPoint.map(place))
        add("bizLocation", (event.location ?? event.readPoint).map(place))
        add("bizTransactionList", transactions(event.transactions))
        add("sourceList", event.source.map(parties("source")))
        add("destinationList", event.destination.map(parties("destination")))
        add("sensorElementList", sensors(event.sensors))
        add("ilmd", event.ilmd.isEmpty ? nil : object(event.ilmd))
        for (name, value) in event.extensions { add(name, value) }
        return .object(JSONObject(members: members))
    }

    private func type(of what: EventDraft.What) -> String {
        switch what {
        case .object: "ObjectEvent"
        case .aggregation: "AggregationEvent"
        case .transformation: "TransformationEvent"
        }
    }

    private func what(_ what: EventDraft.What) -> [JSONObject.Member] {
        switch what {
        case .object(let action, let things, let amounts):
            [
                .init(name: "action", value: .string(action.rawValue)),
                things.isEmpty ? nil : .init(name: "epcList", value: list(things)),
                amounts.isEmpty ? nil : .init(name: "quantityList", value: quantities(amounts)),
            ].compactMap(\.self)
        case .aggregation(let action, let parent, let amounts):
            [
                .init(name: "action", value: .string(action.rawValue)),
                .init(name: "parentID", value: .string(parent.text(spelling))),
                .init(name: "childQuantityList", value: quantities(amounts)),
            ]
        case .transformation(let inputs, let outputs):
            [
                .init(name: "inputQuantityList", value: quantities(inputs)),
                .init(name: "outputQuantityList", value: quantities(outputs)),
            ]
        }
    }

    private func list(_ things: [Identifier]) -> JSONValue {
        .array(things.map { .string($0.text(spelling)) })
    }

    private func quantities(_ amounts: [Amount]) -> JSONValue {
        .array(
            amounts.map { amount in
                var members = [("epcClass", JSONValue.string(amount.lot.text(spelling)))]
                switch amount.measure {
                case .grams(let grams):
                    members.append(("quantity", .number(kilograms(grams))))
                    members.append(("uom", .string("KGM")))
                case .pieces(let count):
                    members.append(("quantity", .number(ExactDecimal(Int64(count)))))
                case .untold: break
                }
                return object(members)
            })
    }

    private func place(_ identifier: Identifier) -> JSONValue {
        object([("id", .string(identifier.text(spelling)))])
    }

    private func transactions(_ all: [(type: String, id: String)]) -> JSONValue? {
        guard !all.isEmpty else { return nil }
        return .array(
            all.map { object([("type", .string($0.type)), ("bizTransaction", .string($0.id))]) })
    }

    private func parties(_ end: String) -> (EventDraft.Party) -> JSONValue {
        { party in
            .array([
                object([
                    ("type", .string("possessing_party")),
                    (end, .string(party.party.text(spelling))),
                ]),
                object([
                    ("type", .string("location")), (end, .string(party.site.text(spelling))),
                ]),
            ])
        }
    }

    private func sensors(_ readings: [SensorReading]) -> JSONValue? {
        guard !readings.isEmpty else { return nil }
        return .array(
            readings.map { reading in
                var report: [(String, JSONValue)] = [("type", .string(reading.type))]
                if let substance = reading.substance {
                    report.append(
                        (
                            "chemicalSubstance",
                            .string("https://identifiers.org/inchikey:" + substance)
                        ))
                }
                report.append(
                    (
                        "value",
                        .number(ExactDecimal(coefficient: Int128(reading.tenths), exponent: -1))
                    ))
                report.append(("uom", .string(reading.uom)))
                var element: [(String, JSONValue)] = []
                if let since = reading.since {
                    element.append(
                        ("sensorMetadata", object([("startTime", .string(since.text))])))
                }
                element.append(("sensorReport", .array([object(report)])))
                return object(element)
            })
    }

    private func kilograms(_ grams: Int) -> ExactDecimal {
        let exact = ExactDecimal(coefficient: Int128(grams), exponent: -3).normalized
        guard exact.exponent > 0 else {
            return ExactDecimal(coefficient: exact.coefficient, exponent: exact.exponent)
        }
        return ExactDecimal(Int64(grams / 1_000))
    }
}

/// A JSON object with these members in this order.
func object(_ members: [(name: String, value: JSONValue)]) -> JSONValue {
    .object(JSONObject(members: members.map { .init(name: $0.name, value: $0.value) }))
}
