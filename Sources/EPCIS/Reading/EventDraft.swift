/// An event while its members are read, in whatever order they come.
struct EventDraft {
    let type: EPCISEvent.EventType
    /// Members seen, well formed or not.
    var present = EventFieldSet(rawValue: 0)

    /// Whether anything about a member was reported.
    var hasFaults = false

    var eventID: String?
    var eventTime: EventTime?
    var eventTimeZoneOffset: TimeZoneOffset?
    var recordTime: EventTime?
    var action: EPCISEvent.Action?
    var bizStep: VocabularyTerm?
    var disposition: VocabularyTerm?
    var persistentDisposition: PersistentDisposition?
    var readPoint: EventPlace?
    var bizLocation: EventPlace?
    var bizTransactionList: [BizTransaction] = []
    var sourceList: [SourceOrDestination] = []
    var destinationList: [SourceOrDestination] = []
    var sensorElementList: [SensorElement] = []
    var errorDeclaration: ErrorDeclaration?
    var certificationInfo: [String] = []
    var extensions: [ExtensionField] = []
    var context: JSONValue?

    var parentID: EPCIdentifier?
    /// `epcList`, `childEPCs` or `inputEPCList`.
    var epcs: [EPCIdentifier] = []
    /// `quantityList`, `childQuantityList` or `inputQuantityList`.
    var quantities: [QuantityElement] = []
    var outputEPCs: [EPCIdentifier] = []
    var outputQuantities: [QuantityElement] = []
    var transformationID: String?
    var ilmd: [ExtensionField] = []

    init(type: EPCISEvent.EventType) {
        self.type = type
    }
}
