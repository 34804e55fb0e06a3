extension Prehash {
    mutating func append(_ event: EPCISEvent) {
        member("eventType", event.type.rawValue)
        member("eventTime", event.eventTime)
        member("eventTimeZoneOffset", event.eventTimeZoneOffset.text)
        certificationInfo(event.certificationInfo)
        append(event.payload)
        member("action", event.action?.rawValue)
        if case .transformation(let payload) = event.payload {
            member("transformationID", uri: payload.transformationID)
        }
        member("bizStep", event.bizStep, .bizStep)
        member("disposition", event.disposition, .disposition)
        persistentDisposition(event.persistentDisposition)
        place("readPoint", event.readPoint)
        place("bizLocation", event.bizLocation)
        list("bizTransactionList", event.bizTransactionList) { text, transaction in
            text.member("type", transaction.type, .bizTransactionType)
            text.member("bizTransaction", transaction.id)
        }
        list("sourceList", event.sourceList) { text, party in
            text.member("type", party.type, .sourceDestinationType)
            text.member("source", party.id)
        }
        list("destinationList", event.destinationList) { text, party in
            text.member("type", party.type, .sourceDestinationType)
            text.member("destination", party.id)
        }
        list("sensorElementList", event.sensorElementList) { $0.append($1) }
        ilmd(event.payload)
        extensions(event.extensions)
    }

    /// What, in the order of the table: instances, parent, inputs, children, quantities, outputs.
    private mutating func append(_ payload: EPCISEvent.Payload) {
        switch payload {
        case .object(let event):
            epcs("epcList", event.epcList)
            quantities("quantityList", event.quantityList)
        case .aggregation(let event):
            member("parentID", event.parentID)
            epcs("childEPCs", event.childEPCs)
            quantities("childQuantityList", event.childQuantityList)
        case .transaction(let event):
            epcs("epcList", event.epcList)
            member("parentID", event.parentID)
            quantities("quantityList", event.quantityList)
        case .transformation(let event):
            epcs("inputEPCList", event.inputEPCList)
            quantities("inputQuantityList", event.inputQuantityList)
            epcs("outputEPCList", event.outputEPCList)
            quantities("outputQuantityList", event.outputQuantityList)
        case .association(let event):
            member("parentID", event.parentID)
            epcs("childEPCs", event.childEPCs)
            quantities("childQuantityList", event.childQuantityList)
        }
    }

    private mutating func epcs(_ name: String, _ identifiers: [EPCIdentifier]) {
        list(name, identifiers) { $0.member("epc", $1) }
    }

    private mutating func quantities(_ name: String, _ elements: [QuantityElement]) {
        list(name, elements) { text, element in
            text.key("quantityElement")
            text.member("epcClass", element.epcClass)
            text.member("quantity", element.quantity)
            text.member("uom", element.uom)
        }
    }

    private mutating func certificationInfo(_ uris: [String]) {
        sorted(uris) { $0.member("certificationInfo", uri: $1) }
    }

    private mutating func persistentDisposition(_ disposition: PersistentDisposition?) {
        guard let disposition else { return }
        key("persistentDisposition")
        sorted(disposition.set) { $0.member("set", $1, .disposition) }
        sorted(disposition.unset) { $0.member("unset", $1, .disposition) }
    }

    private mutating func place(_ name: String, _ place: EventPlace?) {
        guard let place else { return }
        key(name)
        member("id", place.id)
        extensions(place.extensions)
    }

    private mutating func ilmd(_ payload: EPCISEvent.Payload) {
        let fields: [ExtensionField]
        switch payload {
        case .object(let event): fields = event.ilmd
        case .transformation(let event): fields = event.ilmd
        default: fields = []
        }
        guard !fields.isEmpty else { return }
        key("ilmd")
        extensions(fields)
    }
}
