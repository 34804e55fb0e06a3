package import EPCIS

extension EPCISEvent {
    /// Whether a reader may read what stands at a place of the event: the same judgement as that of
    /// ``readable(by:)``, for one who keeps or gives out single fields.
    ///
    /// - Parameter pointer: RFC 6901, into the event, such as `/bizTransactionList/0/bizTransaction`.
    package func isReadable(at pointer: String, by sight: Sight) -> Bool {
        let levels = EventLevels(VisibilityStatement(of: self))
        let path = pointer.split(separator: "/").map {
            String($0).replacing("~1", with: "/").replacing("~0", with: "~")
        }
        if let lot = lotOfAmount(at: path) {
            return sight.reads(levels[.amount], ofLot: lot)
        }
        return fields(at: path, levels).allSatisfy(sight.reads)
    }

    /// The lot whose amount a place tells; nil for any other place.
    private func lotOfAmount(at path: [String]) -> String? {
        guard path.count > 1, let index = Int(path[1]), path.last != "epcClass" else { return nil }
        let list: [QuantityElement]
        switch (payload, path[0]) {
        case (.object(let event), "quantityList"): list = event.quantityList
        case (.transaction(let event), "quantityList"): list = event.quantityList
        case (.aggregation(let event), "childQuantityList"): list = event.childQuantityList
        case (.association(let event), "childQuantityList"): list = event.childQuantityList
        case (.transformation(let event), "inputQuantityList"): list = event.inputQuantityList
        case (.transformation(let event), "outputQuantityList"): list = event.outputQuantityList
        default: return nil
        }
        return list.indices.contains(index) ? list[index].epcClass.key.text : nil
    }

    /// The levels of a place, all of which must be read.
    private func fields(at path: [String], _ levels: EventLevels) -> [VisibilityLevel] {
        guard let first = path.first else { return [levels.narrowest] }
        switch first {
        case "eventTime": return [levels[.time]]
        case "readPoint", "bizLocation":
            return [levels[.place]]
                + (path.dropFirst().first == "id" ? [] : extensions(path, levels))
        case "sourceList", "destinationList": return [levels[.counterparty]]
        case "bizTransactionList": return [levels[.contract]]
        case "sensorElementList": return sensors(path, levels)
        case "errorDeclaration":
            switch path.dropFirst().first {
            case "declarationTime": return [levels[.time]]
            case "reason", "correctiveEventIDs": return [levels[.subject]]
            default: return extensions(path, levels)
            }
        case "ilmd": return extensions(path, levels)
        case "type", "eventID", "eventTimeZoneOffset", "recordTime", "action", "bizStep",
            "disposition", "persistentDisposition", "certificationInfo", "epcList", "childEPCs",
            "parentID", "inputEPCList", "outputEPCList", "transformationID", "quantityList",
            "childQuantityList", "inputQuantityList", "outputQuantityList":
            return [levels[.subject]]
        default: return extensions(["", first] + path.dropFirst(), levels)
        }
    }

    /// - Parameter path: the name of the extension stands second.
    private func extensions(_ path: [String], _ levels: EventLevels) -> [VisibilityLevel] {
        guard path.count > 1 else { return [levels.narrowest] }
        let name = namespaces.expand(path[1])
        let rule = AttributeTable.rule(of: name)
        // Names of members, not the places of a list.
        let members = path.dropFirst(2).filter { Int($0) == nil }
        let isKnown = members.isEmpty || members.count == 1 && rule.members.contains(members[0])
        return isKnown ? [levels[name]] : [levels[name], levels[.words]]
    }

    private func sensors(_ path: [String], _ levels: EventLevels) -> [VisibilityLevel] {
        switch path.last {
        case "time", "startTime", "endTime": [levels[.measurement], levels[.time]]
        case "type", "exception", "microorganism", "chemicalSubstance", "value", "component",
            "booleanValue", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue",
            "uom":
            [levels[.measurement]]
        default: [levels[.measurement], levels[.device], levels[.words]]
        }
    }
}
