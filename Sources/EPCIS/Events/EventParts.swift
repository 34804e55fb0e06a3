/// A member that the standard does not define, as it was written.
///
/// `name` is a CURIE (`cbvmda:lotNumber`) or an absolute URI; ``NamespaceMap/expand(_:)`` of the
/// event's namespaces gives the full name.
package struct ExtensionField: Hashable, Sendable {
    package var name: String
    package var value: JSONValue

    package init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }
}

/// An amount of a class of things. Spec: EPCIS 2.0 §7.3.3.3 (QuantityElement).
package struct QuantityElement: Hashable, Sendable {
    package var epcClass: EPCIdentifier
    /// Never negative; `nil` when the amount is not known. Without `uom` a count, and a positive
    /// integer.
    package var quantity: ExactDecimal?
    /// UN/CEFACT Recommendation 20 code.
    package var uom: String?

    package init(epcClass: EPCIdentifier, quantity: ExactDecimal?, uom: String?) {
        self.epcClass = epcClass
        self.quantity = quantity
        self.uom = uom
    }
}

/// A read point or business location.
package struct EventPlace: Hashable, Sendable {
    package var id: EPCIdentifier
    package var extensions: [ExtensionField]

    package init(id: EPCIdentifier, extensions: [ExtensionField] = []) {
        self.id = id
        self.extensions = extensions
    }
}

/// Spec: EPCIS 2.0 §7.3.5.4.
package struct BizTransaction: Hashable, Sendable {
    package var type: VocabularyTerm?
    package var id: EPCIdentifier

    package init(type: VocabularyTerm? = nil, id: EPCIdentifier) {
        self.type = type
        self.id = id
    }
}

/// A source or a destination. Spec: EPCIS 2.0 §7.3.5.5.
package struct SourceOrDestination: Hashable, Sendable {
    package var type: VocabularyTerm
    package var id: EPCIdentifier

    package init(type: VocabularyTerm, id: EPCIdentifier) {
        self.type = type
        self.id = id
    }
}

/// Spec: EPCIS 2.0 §7.3.5.6.
package struct PersistentDisposition: Hashable, Sendable {
    package var set: [VocabularyTerm]
    package var unset: [VocabularyTerm]

    package init(set: [VocabularyTerm] = [], unset: [VocabularyTerm] = []) {
        self.set = set
        self.unset = unset
    }
}

/// Says that an earlier event with the same eventID was in error. Spec: EPCIS 2.0 §7.4.1.2.
package struct ErrorDeclaration: Hashable, Sendable {
    package var declarationTime: EventTime
    package var reason: VocabularyTerm?
    package var correctiveEventIDs: [String]
    package var extensions: [ExtensionField]

    package init(
        declarationTime: EventTime, reason: VocabularyTerm? = nil,
        correctiveEventIDs: [String] = [], extensions: [ExtensionField] = []
    ) {
        self.declarationTime = declarationTime
        self.reason = reason
        self.correctiveEventIDs = correctiveEventIDs
        self.extensions = extensions
    }
}

/// Spec: EPCIS 2.0 §7.3.6.
package struct SensorElement: Hashable, Sendable {
    package var metadata: SensorMetadata?
    /// At least one.
    package var reports: [SensorReport]
    package var extensions: [ExtensionField]

    package init(
        metadata: SensorMetadata? = nil, reports: [SensorReport] = [],
        extensions: [ExtensionField] = []
    ) {
        self.metadata = metadata
        self.reports = reports
        self.extensions = extensions
    }
}

/// Spec: EPCIS 2.0 §7.3.6.2.
package struct SensorMetadata: Hashable, Sendable {
    package var time: EventTime?
    package var startTime: EventTime?
    package var endTime: EventTime?
    package var deviceID: EPCIdentifier?
    package var deviceMetadata: String?
    package var rawData: String?
    package var dataProcessingMethod: String?
    package var bizRules: String?
    package var extensions: [ExtensionField] = []

    package init() {}
}

/// Spec: EPCIS 2.0 §7.3.6.3.
package struct SensorReport: Hashable, Sendable {
    package var type: VocabularyTerm?
    package var exception: VocabularyTerm?
    package var deviceID: EPCIdentifier?
    package var deviceMetadata: String?
    package var rawData: String?
    package var dataProcessingMethod: String?
    package var bizRules: String?
    package var time: EventTime?
    package var microorganism: String?
    package var chemicalSubstance: String?
    package var value: ExactDecimal?
    package var component: VocabularyTerm?
    package var stringValue: String?
    package var booleanValue: Bool?
    package var hexBinaryValue: String?
    package var uriValue: String?
    package var minValue: ExactDecimal?
    package var maxValue: ExactDecimal?
    package var meanValue: ExactDecimal?
    package var sDev: ExactDecimal?
    package var percRank: ExactDecimal?
    package var percValue: ExactDecimal?
    package var uom: String?
    package var coordinateReferenceSystem: String?
    package var extensions: [ExtensionField] = []

    package init() {}
}
