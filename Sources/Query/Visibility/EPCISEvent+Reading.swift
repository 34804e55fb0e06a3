package import EPCIS

/// Says in an answer as what it was read: `public`, `partners`, `parties`. The same for every event that is
/// read alike, whatever was left out.
private let readAsName = AttributeTable.agri + "readAs"
/// Stands for a contract or a place where the standard wants one.
private let withheldURI = AttributeTable.agri + "withheld"

extension EPCISEvent {
    /// The event as a reader sees it: made of what may be shown, so that a field nobody thought of stays
    /// out. Still an event of the standard.
    ///
    /// Spec: Docs/Spec/Visibility.md §6.
    /// - Returns: nil where nothing is left out.
    package func readable(by sight: Sight) -> EPCISEvent? {
        let levels = EventLevels(VisibilityStatement(of: self))
        if sight.reads(levels.narrowest), sight.standing >= .party { return nil }
        var event = EPCISEvent(
            eventTime: sight.reads(levels[.time]) ? eventTime : day(of: eventTime),
            eventTimeZoneOffset: eventTimeZoneOffset, payload: readable(payload, sight, levels),
            namespaces: namespaces)
        event.eventID = eventID
        event.recordTime = recordTime
        (event.bizStep, event.disposition) = (bizStep?.spelledOut, disposition?.spelledOut)
        event.persistentDisposition = persistentDisposition.map { disposition in
            PersistentDisposition(
                set: disposition.set.map(\.spelledOut), unset: disposition.unset.map(\.spelledOut))
        }
        event.certificationInfo = certificationInfo
        event.errorDeclaration = errorDeclaration.map { readable($0, sight, levels) }
        if sight.reads(levels[.place]) {
            event.readPoint = readPoint.map { readable($0, sight, levels) }
            event.bizLocation = bizLocation.map { readable($0, sight, levels) }
        }
        if sight.reads(levels[.counterparty]) {
            event.sourceList = sourceList.map(plain)
            event.destinationList = destinationList.map(plain)
        }
        event.bizTransactionList = transactions(sight, levels)
        if sight.reads(levels[.measurement]) {
            event.sensorElementList = sensorElementList.map { readable($0, sight, levels) }
        }
        if isSensorReport { event.fillSensorReport(of: self) }
        event.extensions = readable(extensions, sight, levels)
        event.extensions.append(
            ExtensionField(name: readAsName, value: .string(sight.standing.readsAs.name)))
        return event
    }

    private func plain(_ end: SourceOrDestination) -> SourceOrDestination {
        SourceOrDestination(type: end.type.spelledOut, id: end.id.withoutQuery)
    }

    /// Whether it names nothing and only tells what sensors measured.
    private var isSensorReport: Bool {
        guard case .object(let event) = payload else { return false }
        return event.epcList.isEmpty && event.quantityList.isEmpty && !sensorElementList.isEmpty
    }

    /// An event that names nothing is a sensor report, which the standard wants to have a measurement and a
    /// place: where they are withheld it says what kind of thing was measured, and no more.
    private mutating func fillSensorReport(of whole: EPCISEvent) {
        if sensorElementList.isEmpty, let first = whole.sensorElementList.first?.reports.first {
            var report = SensorReport()
            report.type = first.type?.spelledOut
            report.exception = first.exception?.spelledOut
            sensorElementList = [SensorElement(reports: [report])]
        }
        if readPoint == nil {
            readPoint = (try? EPCIdentifier(parsing: withheldURI)).map { EventPlace(id: $0) }
        }
    }

    /// When the day began on which something happened, where it happened.
    private func day(of time: EventTime) -> EventTime {
        let start = Day.start(
            of: time.milliseconds, zoneMinutes: Int(eventTimeZoneOffset.minutes))
        // The first day of the calendar has no other beginning than its own moment.
        return EventTime(milliseconds: start) ?? time
    }

    private func readable(
        _ payload: Payload, _ sight: Sight, _ levels: EventLevels
    ) -> Payload {
        func amounts(_ elements: [QuantityElement]) -> [QuantityElement] {
            elements.map { element in
                sight.reads(levels[.amount], ofLot: element.epcClass.key.text)
                    ? QuantityElement(
                        epcClass: element.epcClass.withoutQuery, quantity: element.quantity,
                        uom: element.uom)
                    : QuantityElement(
                        epcClass: element.epcClass.withoutQuery, quantity: nil, uom: nil)
            }
        }
        func plain(_ things: [EPCIdentifier]) -> [EPCIdentifier] { things.map(\.withoutQuery) }
        switch payload {
        case .object(var event):
            event.epcList = plain(event.epcList)
            event.quantityList = amounts(event.quantityList)
            event.ilmd = readable(event.ilmd, sight, levels)
            return .object(event)
        case .aggregation(var event):
            event.parentID = event.parentID?.withoutQuery
            event.childEPCs = plain(event.childEPCs)
            event.childQuantityList = amounts(event.childQuantityList)
            return .aggregation(event)
        case .transaction(var event):
            event.parentID = event.parentID?.withoutQuery
            event.epcList = plain(event.epcList)
            event.quantityList = amounts(event.quantityList)
            return .transaction(event)
        case .transformation(var event):
            event.inputEPCList = plain(event.inputEPCList)
            event.outputEPCList = plain(event.outputEPCList)
            event.inputQuantityList = amounts(event.inputQuantityList)
            event.outputQuantityList = amounts(event.outputQuantityList)
            event.ilmd = readable(event.ilmd, sight, levels)
            return .transformation(event)
        case .association(var event):
            event.parentID = event.parentID.withoutQuery
            event.childEPCs = plain(event.childEPCs)
            event.childQuantityList = amounts(event.childQuantityList)
            return .association(event)
        }
    }

    private func transactions(_ sight: Sight, _ levels: EventLevels) -> [BizTransaction] {
        if sight.reads(levels[.contract]) {
            return bizTransactionList.map {
                BizTransaction(type: $0.type?.spelledOut, id: $0.id.withoutQuery)
            }
        }
        // A TransactionEvent has at least one: it says that there is one, as it must, and not which.
        guard type == .transaction, let id = try? EPCIdentifier(parsing: withheldURI) else {
            return []
        }
        return [BizTransaction(id: id)]
    }

    private func readable(
        _ declaration: ErrorDeclaration, _ sight: Sight, _ levels: EventLevels
    ) -> ErrorDeclaration {
        let time = declaration.declarationTime
        return ErrorDeclaration(
            declarationTime: sight.reads(levels[.time]) ? time : day(of: time),
            reason: declaration.reason?.spelledOut,
            correctiveEventIDs: declaration.correctiveEventIDs,
            extensions: readable(declaration.extensions, sight, levels))
    }

    private func readable(
        _ place: EventPlace, _ sight: Sight, _ levels: EventLevels
    ) -> EventPlace {
        EventPlace(id: place.id.withoutQuery, extensions: readable(place.extensions, sight, levels))
    }

    /// Of a sensor only what it measured, unless the reader may know the sensor.
    private func readable(
        _ element: SensorElement, _ sight: Sight, _ levels: EventLevels
    ) -> SensorElement {
        if sight.reads(levels[.device]), sight.reads(levels[.words]) { return element }
        var metadata = element.metadata.map { whole in
            var part = SensorMetadata()
            (part.time, part.startTime, part.endTime) = (whole.time, whole.startTime, whole.endTime)
            return part
        }
        if !sight.reads(levels[.time]) || metadata == SensorMetadata() { metadata = nil }
        let reports = element.reports.map { whole in
            var part = SensorReport()
            (part.type, part.exception) = (whole.type?.spelledOut, whole.exception?.spelledOut)
            part.time = sight.reads(levels[.time]) ? whole.time : nil
            (part.microorganism, part.chemicalSubstance) =
                (whole.microorganism, whole.chemicalSubstance)
            (part.value, part.component, part.booleanValue) =
                (whole.value, whole.component?.spelledOut, whole.booleanValue)
            (part.minValue, part.maxValue, part.meanValue, part.sDev) =
                (whole.minValue, whole.maxValue, whole.meanValue, whole.sDev)
            (part.percRank, part.percValue, part.uom) =
                (whole.percRank, whole.percValue, whole.uom)
            return part
        }
        return SensorElement(metadata: metadata, reports: reports)
    }

    private func readable(
        _ fields: [ExtensionField], _ sight: Sight, _ levels: EventLevels
    ) -> [ExtensionField] {
        fields.compactMap { field in
            let name = namespaces.expand(field.name)
            // In an answer the words say what the node says, and not what somebody wrote.
            guard name != readAsName, sight.reads(levels[name]) else { return nil }
            // Full names: a context holds whatever its author put there, and is left out.
            let value =
                sight.reads(levels[.words])
                ? field.value : AttributeTable.rule(of: name).part(of: field.value)
            return value.map { ExtensionField(name: name, value: $0) }
        }
    }
}

extension EPCIdentifier {
    /// The identifier alone: the query of a Digital Link may hold a weight, a price, anything.
    fileprivate var withoutQuery: EPCIdentifier {
        guard let end = text.firstIndex(where: { $0 == "?" || $0 == "#" }),
            let bare = try? EPCIdentifier(parsing: String(text[..<end])), bare.key == key
        else { return self }
        return bare
    }
}
