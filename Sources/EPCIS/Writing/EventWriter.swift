/// Writes an event as JSON, members in the order of the standard.
///
/// Terms, identifiers, times and numbers come out as they were written; what was read and is written
/// reads as the same value.
///
/// Spec: EPCIS 2.0 §12.5; Docs/Spec/EPCIS.md §7.
package struct EventWriter {
    /// How identifiers are spelt.
    package enum Identifiers: Hashable, Sendable {
        case asWritten
        /// GS1 keys as Digital Links under a root, e.g. `https://id.gs1.org`.
        case digitalLinks(root: String)
    }

    package var identifiers: Identifiers
    /// Whether the event's own `@context` is written.
    package var includesContext: Bool

    package init(identifiers: Identifiers = .asWritten, includesContext: Bool = true) {
        self.identifiers = identifiers
        self.includesContext = includesContext
    }

    package func bytes(_ event: EPCISEvent) -> [UInt8] {
        var json = JSONWriter()
        write(event, to: &json)
        return json.bytes
    }

    package func write(_ event: EPCISEvent, to json: inout JSONWriter) {
        json.object { json in
            if includesContext, let context = event.context { json.member("@context", context) }
            json.member("type", event.type.rawValue)
            json.member("eventID", event.eventID)
            json.member("eventTime", event.eventTime.text)
            json.member("eventTimeZoneOffset", event.eventTimeZoneOffset.text)
            json.member("recordTime", event.recordTime?.text)
            if let declaration = event.errorDeclaration { write(declaration, to: &json) }
            write(certificationInfo: event.certificationInfo, to: &json)
            write(event.payload, to: &json)
            json.member("bizStep", event.bizStep?.spelling)
            json.member("disposition", event.disposition?.spelling)
            if let disposition = event.persistentDisposition { write(disposition, to: &json) }
            write("readPoint", event.readPoint, to: &json)
            write("bizLocation", event.bizLocation, to: &json)
            list("bizTransactionList", event.bizTransactionList, to: &json) { json, transaction in
                json.object { json in
                    json.member("type", transaction.type?.spelling)
                    json.member("bizTransaction", text(transaction.id))
                }
            }
            write("sourceList", "source", event.sourceList, to: &json)
            write("destinationList", "destination", event.destinationList, to: &json)
            list("sensorElementList", event.sensorElementList, to: &json) { json, element in
                write(element, to: &json)
            }
            write(event.extensions, to: &json)
        }
    }

    private func write(_ payload: EPCISEvent.Payload, to json: inout JSONWriter) {
        switch payload {
        case .object(let event):
            list("epcList", event.epcList, to: &json)
            list("quantityList", event.quantityList, to: &json)
            json.member("action", event.action.rawValue)
            write(ilmd: event.ilmd, to: &json)
        case .aggregation(let event):
            json.member("parentID", event.parentID.map(text))
            list("childEPCs", event.childEPCs, to: &json)
            list("childQuantityList", event.childQuantityList, to: &json)
            json.member("action", event.action.rawValue)
        case .transaction(let event):
            json.member("parentID", event.parentID.map(text))
            list("epcList", event.epcList, to: &json)
            list("quantityList", event.quantityList, to: &json)
            json.member("action", event.action.rawValue)
        case .transformation(let event):
            list("inputEPCList", event.inputEPCList, to: &json)
            list("inputQuantityList", event.inputQuantityList, to: &json)
            list("outputEPCList", event.outputEPCList, to: &json)
            list("outputQuantityList", event.outputQuantityList, to: &json)
            json.member("transformationID", event.transformationID)
            write(ilmd: event.ilmd, to: &json)
        case .association(let event):
            json.member("parentID", text(event.parentID))
            list("childEPCs", event.childEPCs, to: &json)
            list("childQuantityList", event.childQuantityList, to: &json)
            json.member("action", event.action.rawValue)
        }
    }

    // MARK: Parts

    func text(_ identifier: EPCIdentifier) -> String {
        switch identifiers {
        case .asWritten: identifier.text
        case .digitalLinks(let root):
            identifier.kind == .other || identifier.kind == .pattern
                ? identifier.text : identifier.key.digitalLink(root: root)
        }
    }

    private func list<Element>(
        _ name: String, _ elements: [Element], to json: inout JSONWriter,
        _ write: (inout JSONWriter, Element) -> Void
    ) {
        if !elements.isEmpty { json.array(name, elements, write) }
    }

    private func list(_ name: String, _ epcs: [EPCIdentifier], to json: inout JSONWriter) {
        list(name, epcs, to: &json) { json, epc in json.append(text(epc)) }
    }

    private func list(_ name: String, _ elements: [QuantityElement], to json: inout JSONWriter) {
        list(name, elements, to: &json) { json, element in
            json.object { json in
                json.member("epcClass", text(element.epcClass))
                json.member("quantity", element.quantity)
                json.member("uom", element.uom)
            }
        }
    }

    private func write(_ name: String, _ place: EventPlace?, to json: inout JSONWriter) {
        guard let place else { return }
        json.name(name)
        json.object { json in
            json.member("id", text(place.id))
            write(place.extensions, to: &json)
        }
    }

    private func write(
        _ name: String, _ member: String, _ parties: [SourceOrDestination],
        to json: inout JSONWriter
    ) {
        list(name, parties, to: &json) { json, party in
            json.object { json in
                json.member("type", party.type.spelling)
                json.member(member, text(party.id))
            }
        }
    }

    private func write(_ disposition: PersistentDisposition, to json: inout JSONWriter) {
        json.name("persistentDisposition")
        json.object { json in
            list("set", disposition.set, to: &json) { $0.append($1.spelling) }
            list("unset", disposition.unset, to: &json) { $0.append($1.spelling) }
        }
    }

    private func write(_ declaration: ErrorDeclaration, to json: inout JSONWriter) {
        json.name("errorDeclaration")
        json.object { json in
            json.member("declarationTime", declaration.declarationTime.text)
            json.member("reason", declaration.reason?.spelling)
            list("correctiveEventIDs", declaration.correctiveEventIDs, to: &json) { $0.append($1) }
            write(declaration.extensions, to: &json)
        }
    }

    private func write(certificationInfo: [String], to json: inout JSONWriter) {
        if certificationInfo.count == 1 {
            json.member("certificationInfo", certificationInfo[0])
        } else {
            list("certificationInfo", certificationInfo, to: &json) { $0.append($1) }
        }
    }

    private func write(ilmd: [ExtensionField], to json: inout JSONWriter) {
        guard !ilmd.isEmpty else { return }
        json.name("ilmd")
        json.object { json in write(ilmd, to: &json) }
    }

    func write(_ extensions: [ExtensionField], to json: inout JSONWriter) {
        for field in extensions { json.member(field.name, field.value) }
    }
}
