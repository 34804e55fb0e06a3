/// One event of the standard: what all events have, and what its type adds.
///
/// Spec: EPCIS 2.0 §7.4; Docs/Spec/EPCIS.md §3.
package struct EPCISEvent: Hashable, Sendable {
    package var eventID: String?
    package var eventTime: EventTime
    package var eventTimeZoneOffset: TimeZoneOffset
    /// As received. What the ledger serves is block time.
    package var recordTime: EventTime?
    package var payload: Payload

    package var bizStep: VocabularyTerm?
    package var disposition: VocabularyTerm?
    package var persistentDisposition: PersistentDisposition?
    package var readPoint: EventPlace?
    package var bizLocation: EventPlace?
    package var bizTransactionList: [BizTransaction] = []
    package var sourceList: [SourceOrDestination] = []
    package var destinationList: [SourceOrDestination] = []
    package var sensorElementList: [SensorElement] = []
    package var errorDeclaration: ErrorDeclaration?
    /// URIs.
    package var certificationInfo: [String] = []
    /// Members the standard does not define, in the order written, `rdfs:comment` among them.
    package var extensions: [ExtensionField] = []

    /// What the prefixes in extension names stand for: the document's, then the event's own.
    package var namespaces: NamespaceMap
    /// The event's own `@context`, if it had one.
    package var context: JSONValue?
    /// Where the event stands in the bytes it was read from, empty when it was not read; not part
    /// of its equality.
    @NotCompared package var sourceRange: Range<Int>

    package init(
        eventTime: EventTime, eventTimeZoneOffset: TimeZoneOffset, payload: Payload,
        namespaces: NamespaceMap = NamespaceMap(), sourceRange: Range<Int> = 0..<0
    ) {
        self.eventTime = eventTime
        self.eventTimeZoneOffset = eventTimeZoneOffset
        self.payload = payload
        self.namespaces = namespaces
        self.sourceRange = sourceRange
    }
}

extension EPCISEvent {
    package enum Payload: Hashable, Sendable {
        case object(ObjectEvent)
        case aggregation(AggregationEvent)
        case transaction(TransactionEvent)
        case transformation(TransformationEvent)
        case association(AssociationEvent)
    }

    package enum EventType: String, Hashable, Sendable, CaseIterable {
        case object = "ObjectEvent"
        case aggregation = "AggregationEvent"
        case transaction = "TransactionEvent"
        case transformation = "TransformationEvent"
        case association = "AssociationEvent"
    }

    package enum Action: String, Hashable, Sendable, CaseIterable {
        case add = "ADD"
        case observe = "OBSERVE"
        case delete = "DELETE"
    }

    package var type: EventType {
        switch payload {
        case .object: .object
        case .aggregation: .aggregation
        case .transaction: .transaction
        case .transformation: .transformation
        case .association: .association
        }
    }

    /// `nil` for a transformation, which has none.
    package var action: Action? {
        switch payload {
        case .object(let event): event.action
        case .aggregation(let event): event.action
        case .transaction(let event): event.action
        case .transformation: nil
        case .association(let event): event.action
        }
    }
}

/// Spec: EPCIS 2.0 §7.4.2.
package struct ObjectEvent: Hashable, Sendable {
    package var action: EPCISEvent.Action
    package var epcList: [EPCIdentifier] = []
    package var quantityList: [QuantityElement] = []
    /// Only with `ADD`.
    package var ilmd: [ExtensionField] = []

    package init(
        action: EPCISEvent.Action, epcList: [EPCIdentifier] = [],
        quantityList: [QuantityElement] = [], ilmd: [ExtensionField] = []
    ) {
        self.action = action
        self.epcList = epcList
        self.quantityList = quantityList
        self.ilmd = ilmd
    }
}

/// Spec: EPCIS 2.0 §7.4.3.
package struct AggregationEvent: Hashable, Sendable {
    package var action: EPCISEvent.Action
    /// Present with `ADD` and `DELETE`.
    package var parentID: EPCIdentifier?
    package var childEPCs: [EPCIdentifier] = []
    package var childQuantityList: [QuantityElement] = []

    package init(
        action: EPCISEvent.Action, parentID: EPCIdentifier? = nil, childEPCs: [EPCIdentifier] = [],
        childQuantityList: [QuantityElement] = []
    ) {
        self.action = action
        self.parentID = parentID
        self.childEPCs = childEPCs
        self.childQuantityList = childQuantityList
    }
}

/// Spec: EPCIS 2.0 §7.4.4. Its `bizTransactionList` is never empty.
package struct TransactionEvent: Hashable, Sendable {
    package var action: EPCISEvent.Action
    package var parentID: EPCIdentifier?
    package var epcList: [EPCIdentifier] = []
    package var quantityList: [QuantityElement] = []

    package init(
        action: EPCISEvent.Action, parentID: EPCIdentifier? = nil, epcList: [EPCIdentifier] = [],
        quantityList: [QuantityElement] = []
    ) {
        self.action = action
        self.parentID = parentID
        self.epcList = epcList
        self.quantityList = quantityList
    }
}

/// Spec: EPCIS 2.0 §7.4.5.
package struct TransformationEvent: Hashable, Sendable {
    package var inputEPCList: [EPCIdentifier] = []
    package var inputQuantityList: [QuantityElement] = []
    package var outputEPCList: [EPCIdentifier] = []
    package var outputQuantityList: [QuantityElement] = []
    /// Joins events that together are one transformation.
    package var transformationID: String?
    package var ilmd: [ExtensionField] = []

    package init(
        inputEPCList: [EPCIdentifier] = [], inputQuantityList: [QuantityElement] = [],
        outputEPCList: [EPCIdentifier] = [], outputQuantityList: [QuantityElement] = [],
        transformationID: String? = nil, ilmd: [ExtensionField] = []
    ) {
        self.inputEPCList = inputEPCList
        self.inputQuantityList = inputQuantityList
        self.outputEPCList = outputEPCList
        self.outputQuantityList = outputQuantityList
        self.transformationID = transformationID
        self.ilmd = ilmd
    }
}

/// Spec: EPCIS 2.0 §7.4.6.
package struct AssociationEvent: Hashable, Sendable {
    package var action: EPCISEvent.Action
    package var parentID: EPCIdentifier
    package var childEPCs: [EPCIdentifier] = []
    package var childQuantityList: [QuantityElement] = []

    package init(
        action: EPCISEvent.Action, parentID: EPCIdentifier, childEPCs: [EPCIdentifier] = [],
        childQuantityList: [QuantityElement] = []
    ) {
        self.action = action
        self.parentID = parentID
        self.childEPCs = childEPCs
        self.childQuantityList = childQuantityList
    }
}

/// A stored property that does not take part in `==` and `hash(into:)` of its owner.
@propertyWrapper
package struct NotCompared<Value: Sendable>: Hashable, Sendable {
    package var wrappedValue: Value

    package init(wrappedValue: Value) {
        self.wrappedValue = wrappedValue
    }

    package static func == (left: Self, right: Self) -> Bool { true }

    package func hash(into hasher: inout Hasher) {}
}
