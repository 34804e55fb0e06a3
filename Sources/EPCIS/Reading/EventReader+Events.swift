extension EventReader {
    /// The event at `node`; `nil` when anything about it was reported.
    mutating func event(_ node: Int) -> EPCISEvent? {
        let before = diagnostics.count
        guard expect(.object, node, "an event"), let type = eventType(node) else { return nil }
        let outer = namespaces
        defer { namespaces = outer }
        var draft = EventDraft(type: type)
        if let context = source.member("@context", of: node) {
            draft.context = source.value(context)
            readContext(context, isOfEvent: true)
        }
        let allowed = EventFieldSet.allowed(in: type)
        members(node) { reader, name, value in
            let field = reader.position(of: name, in: EventField.table)
                .flatMap(EventField.init(rawValue:))
            guard let field else {
                if let field = reader.extensionField(name) { draft.extensions.append(field) }
                return
            }
            draft.present.insert(field)
            guard allowed.contains(field) else {
                reader.report(
                    .misplacedField, at: name, "\(type.rawValue) has no member ‘\(field.name)’")
                return
            }
            reader.read(field, value, into: &draft)
        }
        draft.hasFaults = diagnostics.count > before
        checkRules(draft, node)
        guard diagnostics.count == before else { return nil }
        return finished(draft, node)
    }

    private mutating func eventType(_ node: Int) -> EPCISEvent.EventType? {
        guard let value = source.member("type", of: node) else {
            report(.missingField, at: node, "an event needs type")
            return nil
        }
        guard expect(.string, value, "an event type") else { return nil }
        let text = source.string(value)
        if let type = EPCISEvent.EventType(rawValue: text) { return type }
        report(.unknownEventType, at: value, "\(quoted(value)) is no event type of EPCIS 2.0")
        return nil
    }

    private mutating func read(_ field: EventField, _ value: Int, into draft: inout EventDraft) {
        switch field {
        case .context, .type: break
        case .eventID: draft.eventID = uri(value)
        case .eventTime: draft.eventTime = time(value)
        case .eventTimeZoneOffset: draft.eventTimeZoneOffset = timeZoneOffset(value)
        case .recordTime: draft.recordTime = time(value)
        case .errorDeclaration: draft.errorDeclaration = errorDeclaration(value)
        case .certificationInfo: draft.certificationInfo = certificationInfo(value)
        case .action: draft.action = action(value)
        case .bizStep: draft.bizStep = term(value, .bizStep)
        case .disposition: draft.disposition = term(value, .disposition)
        case .persistentDisposition: draft.persistentDisposition = persistentDisposition(value)
        case .readPoint: draft.readPoint = place(value)
        case .bizLocation: draft.bizLocation = place(value)
        case .bizTransactionList:
            draft.bizTransactionList = list(value) { $0.bizTransaction($1) }
        case .sourceList: draft.sourceList = list(value) { $0.party($1, "source") }
        case .destinationList: draft.destinationList = list(value) { $0.party($1, "destination") }
        case .sensorElementList: draft.sensorElementList = list(value) { $0.sensorElement($1) }
        case .epcList, .childEPCs, .inputEPCList: draft.epcs = identifiers(value)
        case .quantityList, .childQuantityList, .inputQuantityList:
            draft.quantities = quantityElements(value)
        case .parentID: draft.parentID = identifier(value)
        case .outputEPCList: draft.outputEPCs = identifiers(value)
        case .outputQuantityList: draft.outputQuantities = quantityElements(value)
        case .transformationID: draft.transformationID = uri(value)
        case .ilmd: draft.ilmd = extensionFields(value)
        }
    }

    private mutating func timeZoneOffset(_ node: Int) -> TimeZoneOffset? {
        guard let text = text(node) else { return nil }
        if let offset = TimeZoneOffset(parsing: text) { return offset }
        report(
            .badTimeZoneOffset, at: node,
            "\(quoted(node)) is no offset from -14:00 to +14:00 (±hh:mm)")
        return nil
    }

    private mutating func action(_ node: Int) -> EPCISEvent.Action? {
        guard let text = text(node) else { return nil }
        if let action = EPCISEvent.Action(rawValue: text) { return action }
        report(.badAction, at: node, "\(quoted(node)) is none of ADD, OBSERVE, DELETE")
        return nil
    }

    /// - Precondition: nothing was reported about the event.
    private func finished(_ draft: EventDraft, _ node: Int) -> EPCISEvent? {
        guard let time = draft.eventTime, let offset = draft.eventTimeZoneOffset,
            let payload = payload(draft)
        else { preconditionFailure("an event without fault lacks a required member") }
        var event = EPCISEvent(
            eventTime: time, eventTimeZoneOffset: offset, payload: payload, namespaces: namespaces,
            sourceRange: source.contents(node))
        event.eventID = draft.eventID
        event.recordTime = draft.recordTime
        event.bizStep = draft.bizStep
        event.disposition = draft.disposition
        event.persistentDisposition = draft.persistentDisposition
        event.readPoint = draft.readPoint
        event.bizLocation = draft.bizLocation
        event.bizTransactionList = draft.bizTransactionList
        event.sourceList = draft.sourceList
        event.destinationList = draft.destinationList
        event.sensorElementList = draft.sensorElementList
        event.errorDeclaration = draft.errorDeclaration
        event.certificationInfo = draft.certificationInfo
        event.extensions = draft.extensions
        event.context = draft.context
        return event
    }

    private func payload(_ draft: EventDraft) -> EPCISEvent.Payload? {
        if draft.type == .transformation {
            return .transformation(
                TransformationEvent(
                    inputEPCList: draft.epcs, inputQuantityList: draft.quantities,
                    outputEPCList: draft.outputEPCs, outputQuantityList: draft.outputQuantities,
                    transformationID: draft.transformationID, ilmd: draft.ilmd))
        }
        guard let action = draft.action else { return nil }
        switch draft.type {
        case .object:
            return .object(
                ObjectEvent(
                    action: action, epcList: draft.epcs, quantityList: draft.quantities,
                    ilmd: draft.ilmd))
        case .aggregation:
            return .aggregation(
                AggregationEvent(
                    action: action, parentID: draft.parentID, childEPCs: draft.epcs,
                    childQuantityList: draft.quantities))
        case .transaction:
            return .transaction(
                TransactionEvent(
                    action: action, parentID: draft.parentID, epcList: draft.epcs,
                    quantityList: draft.quantities))
        case .association:
            return draft.parentID.map {
                .association(
                    AssociationEvent(
                        action: action, parentID: $0, childEPCs: draft.epcs,
                        childQuantityList: draft.quantities))
            }
        case .transformation: return nil
        }
    }
}
