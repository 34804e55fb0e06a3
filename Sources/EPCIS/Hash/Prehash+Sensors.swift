extension Prehash {
    mutating func append(_ element: SensorElement) {
        key("sensorElement")
        if let metadata = element.metadata { append(metadata) }
        sorted(element.reports) { $0.append($1) }
        extensions(element.extensions.filter { $0.name != "type" })
    }

    private mutating func append(_ metadata: SensorMetadata) {
        key("sensorMetadata")
        member("time", metadata.time)
        member("startTime", metadata.startTime)
        member("endTime", metadata.endTime)
        member("deviceID", metadata.deviceID)
        member("deviceMetadata", uri: metadata.deviceMetadata)
        member("rawData", uri: metadata.rawData)
        member("dataProcessingMethod", uri: metadata.dataProcessingMethod)
        member("bizRules", uri: metadata.bizRules)
        extensions(metadata.extensions)
    }

    private mutating func append(_ report: SensorReport) {
        key("sensorReport")
        member("type", report.type, .measurement)
        member("exception", report.exception, .sensorAlert)
        member("deviceID", report.deviceID)
        member("deviceMetadata", uri: report.deviceMetadata)
        member("rawData", uri: report.rawData)
        member("dataProcessingMethod", uri: report.dataProcessingMethod)
        member("bizRules", uri: report.bizRules)
        member("time", report.time)
        member("microorganism", uri: report.microorganism)
        member("chemicalSubstance", uri: report.chemicalSubstance)
        member("value", report.value)
        member("component", report.component, .component)
        member("stringValue", report.stringValue)
        member("booleanValue", report.booleanValue.map { $0 ? "true" : "false" })
        member("hexBinaryValue", report.hexBinaryValue)
        member("uriValue", uri: report.uriValue)
        member("minValue", report.minValue)
        member("maxValue", report.maxValue)
        member("meanValue", report.meanValue)
        member("sDev", report.sDev)
        member("percRank", report.percRank)
        member("percValue", report.percValue)
        member("uom", report.uom)
        member("coordinateReferenceSystem", uri: report.coordinateReferenceSystem)
        extensions(report.extensions)
    }
}
