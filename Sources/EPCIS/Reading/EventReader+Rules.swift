extension EventReader {
    /// Rules that join several members of one event.
    ///
    /// Spec: EPCIS 2.0 §7.4.1 to §7.4.6; TCR-54 for associations; Docs/Spec/EPCIS.md §3.
    mutating func checkRules(_ draft: EventDraft, _ node: Int) {
        require(.eventTime, draft, node)
        require(.eventTimeZoneOffset, draft, node)
        if draft.type != .transformation { require(.action, draft, node) }
        switch draft.type {
        case .object: checkObject(draft, node)
        case .aggregation: checkParentAndChildren(draft, node)
        case .association:
            require(.parentID, draft, node)
            checkParentAndChildren(draft, node)
        case .transaction: checkTransaction(draft, node)
        case .transformation: checkTransformation(draft, node)
        }
    }

    private mutating func require(_ field: EventField, _ draft: EventDraft, _ node: Int) {
        guard !draft.present.contains(field) else { return }
        report(.missingField, at: node, "\(draft.type.rawValue) needs \(field.name)")
    }

    private mutating func checkObject(_ draft: EventDraft, _ node: Int) {
        if draft.present.contains(.ilmd), let action = draft.action, action != .add {
            report(
                .misplacedField, at: node,
                "ilmd is allowed with action ADD only, not with \(action.rawValue)")
        }
        guard !hasAny(draft, .epcList, .quantityList) else { return }
        if draft.present.contains(.sensorElementList) { return require(.readPoint, draft, node) }
        report(.emptyEvent, at: node, "an ObjectEvent names objects, or is a sensor report")
    }

    /// Aggregation and association: who holds what.
    private mutating func checkParentAndChildren(_ draft: EventDraft, _ node: Int) {
        if draft.action == .add || draft.action == .delete { require(.parentID, draft, node) }
        guard draft.action != .delete, !hasAny(draft, .childEPCs, .childQuantityList) else {
            return
        }
        report(
            .emptyEvent, at: node,
            "\(draft.type.rawValue) needs childEPCs or childQuantityList unless it is a DELETE")
    }

    private mutating func checkTransaction(_ draft: EventDraft, _ node: Int) {
        if !draft.present.contains(.bizTransactionList) || isEmptyList(.bizTransactionList, node) {
            report(.missingField, at: node, "TransactionEvent needs a bizTransactionList")
        }
        guard draft.action != .delete, !hasAny(draft, .epcList, .quantityList, .parentID) else {
            return
        }
        report(.emptyEvent, at: node, "TransactionEvent needs objects unless it is a DELETE")
    }

    private mutating func checkTransformation(_ draft: EventDraft, _ node: Int) {
        let hasInputs = hasAny(draft, .inputEPCList, .inputQuantityList)
        let hasOutputs = hasAny(draft, .outputEPCList, .outputQuantityList)
        if draft.present.contains(.transformationID)
            ? hasInputs || hasOutputs : hasInputs && hasOutputs
        {
            return
        }
        report(
            .emptyEvent, at: node,
            "a TransformationEvent needs inputs and outputs, or a transformationID and either")
    }

    /// Whether one of the members is there and not an empty list. In an event with faults a list that
    /// came out empty may be one whose elements were reported already, so it counts.
    private func hasAny(_ draft: EventDraft, _ fields: EventField...) -> Bool {
        fields.contains { field in
            guard draft.present.contains(field) else { return false }
            switch field {
            case .epcList, .childEPCs, .inputEPCList: return !draft.epcs.isEmpty || draft.hasFaults
            case .quantityList, .childQuantityList, .inputQuantityList:
                return !draft.quantities.isEmpty || draft.hasFaults
            case .outputEPCList: return !draft.outputEPCs.isEmpty || draft.hasFaults
            case .outputQuantityList: return !draft.outputQuantities.isEmpty || draft.hasFaults
            default: return true
            }
        }
    }

    private func isEmptyList(_ field: EventField, _ node: Int) -> Bool {
        let end = source.next(node)
        var place = node + 1
        while place < end {
            if position(of: place, in: EventField.table) == field.rawValue {
                return source.kind(place + 1) == .array && source.next(place + 1) == place + 2
            }
            place = source.next(place)
        }
        return true
    }
}
