/// The members that the standard gives an event.
enum EventField: Int, CaseIterable {
    case context, type, eventID, eventTime, eventTimeZoneOffset, recordTime
    case errorDeclaration, certificationInfo
    case action, bizStep, disposition, persistentDisposition, readPoint, bizLocation
    case bizTransactionList, sourceList, destinationList, sensorElementList
    case epcList, quantityList, parentID, childEPCs, childQuantityList
    case inputEPCList, inputQuantityList, outputEPCList, outputQuantityList, transformationID
    case ilmd

    var name: String {
        switch self {
        case .context: "@context"
        default: "\(self)"
        }
    }

    static let table = NameTable(allCases.map(\.name))
}

/// Which members an event has, or may have.
struct EventFieldSet: OptionSet {
    let rawValue: UInt32

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    init(_ fields: EventField...) {
        rawValue = fields.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
    }

    mutating func insert(_ field: EventField) {
        formUnion(EventFieldSet(field))
    }

    func contains(_ field: EventField) -> Bool {
        rawValue & (1 << UInt32(field.rawValue)) != 0
    }

    private static let common = EventFieldSet(
        .context, .type, .eventID, .eventTime, .eventTimeZoneOffset, .recordTime,
        .errorDeclaration, .certificationInfo, .bizStep, .disposition, .persistentDisposition,
        .readPoint, .bizLocation, .bizTransactionList, .sourceList, .destinationList,
        .sensorElementList)

    /// Spec: EPCIS 2.0 §7.4.2 to §7.4.6.
    static func allowed(in type: EPCISEvent.EventType) -> EventFieldSet {
        switch type {
        case .object: common.union(EventFieldSet(.action, .epcList, .quantityList, .ilmd))
        case .aggregation, .association:
            common.union(EventFieldSet(.action, .parentID, .childEPCs, .childQuantityList))
        case .transaction:
            common.union(EventFieldSet(.action, .parentID, .epcList, .quantityList))
        case .transformation:
            common.union(
                EventFieldSet(
                    .inputEPCList, .inputQuantityList, .outputEPCList, .outputQuantityList,
                    .transformationID, .ilmd))
        }
    }
}
