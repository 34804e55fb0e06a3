extension EventWriter {
    func write(_ element: SensorElement, to json: inout JSONWriter) {
        json.object { json in
            if let metadata = element.metadata {
                json.name("sensorMetadata")
                json.object { json in write(metadata, to: &json) }
            }
            json.name("sensorReport")
            json.array { json in
                for report in element.reports {
                    json.object { json in write(report, to: &json) }
                }
            }
            write(element.extensions, to: &json)
        }
    }

    private func write(_ metadata: SensorMetadata, to json: inout JSONWriter) {
        json.member("time", metadata.time?.text)
        json.member("startTime", metadata.startTime?.text)
        json.member("endTime", metadata.endTime?.text)
        json.member("deviceID", metadata.deviceID.map(text))
        json.member("deviceMetadata", metadata.deviceMetadata)
        json.member("rawData", metadata.rawData)
        json.member("dataProcessingMethod", metadata.dataProcessingMethod)
        json.member("bizRules", metadata.bizRules)
        write(metadata.extensions, to: &json)
    }

    private func write(_ report: SensorReport, to json: inout JSONWriter) {
        json.member("type", report.type?.spelling)
        json.member("exception", report.exception?.spelling)
        json.member("deviceID", report.deviceID.map(text))
        json.member("deviceMetadata", report.deviceMetadata)
        json.member("rawData", report.rawData)
        json.member("dataProcessingMethod", report.dataProcessingMethod)
        json.member("bizRules", report.bizRules)
        json.member("time", report.time?.text)
        json.member("microorganism", report.microorganism)
        json.member("chemicalSubstance", report.chemicalSubstance)
        json.member("value", report.value)
        json.member("component", report.component?.spelling)
        json.member("stringValue", report.stringValue)
        if let flag = report.booleanValue { json.member("booleanValue", .bool(flag)) }
        json.member("hexBinaryValue", report.hexBinaryValue)
        json.member("uriValue", report.uriValue)
        json.member("minValue", report.minValue)
        json.member("maxValue", report.maxValue)
        json.member("meanValue", report.meanValue)
        json.member("sDev", report.sDev)
        json.member("percRank", report.percRank)
        json.member("percValue", report.percValue)
        json.member("uom", report.uom)
        json.member("coordinateReferenceSystem", report.coordinateReferenceSystem)
        write(report.extensions, to: &json)
    }
}
