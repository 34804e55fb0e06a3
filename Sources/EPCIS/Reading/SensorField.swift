/// Spec: EPCIS 2.0 §7.3.6.2.
enum SensorMetadataField: Int, CaseIterable {
    case time, startTime, endTime, deviceID, deviceMetadata, rawData, dataProcessingMethod
    case bizRules

    static let table = NameTable(allCases.map { "\($0)" })
}

/// Spec: EPCIS 2.0 §7.3.6.3.
enum SensorReportField: Int, CaseIterable {
    case type, exception, deviceID, deviceMetadata, rawData, dataProcessingMethod, bizRules, time
    case microorganism, chemicalSubstance, value, component, stringValue, booleanValue
    case hexBinaryValue, uriValue, minValue, maxValue, meanValue, sDev, percRank, percValue, uom
    case coordinateReferenceSystem

    static let table = NameTable(allCases.map { "\($0)" })
}
