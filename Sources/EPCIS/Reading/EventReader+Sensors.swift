extension EventReader {
    mutating func sensorElement(_ node: Int) -> SensorElement? {
        var element = SensorElement(metadata: nil, reports: [], extensions: [])
        let before = diagnostics.count
        members(node) { reader, name, value in
            if reader.isName(name, "sensorMetadata") {
                element.metadata = reader.sensorMetadata(value)
            } else if reader.isName(name, "sensorReport") {
                element.reports = reader.list(value) { $0.sensorReport($1) }
            } else if reader.isName(name, "type") {
                // GS1's simple context types the element itself (`epcis:SensorElement`).
                let type = reader.text(value)
                element.extensions.append(
                    ExtensionField(name: "type", value: .string(type ?? "")))
            } else if let field = reader.extensionField(name) {
                element.extensions.append(field)
            }
        }
        guard diagnostics.count == before else { return nil }
        if element.reports.isEmpty {
            report(.badSensor, at: node, "a sensor element needs at least one sensorReport")
            return nil
        }
        return element
    }

    private mutating func sensorMetadata(_ node: Int) -> SensorMetadata {
        var metadata = SensorMetadata()
        members(node) { reader, name, value in
            let field = reader.position(of: name, in: SensorMetadataField.table)
                .flatMap(SensorMetadataField.init(rawValue:))
            switch field {
            case .time: metadata.time = reader.time(value)
            case .startTime: metadata.startTime = reader.time(value)
            case .endTime: metadata.endTime = reader.time(value)
            case .deviceID: metadata.deviceID = reader.identifier(value)
            case .deviceMetadata: metadata.deviceMetadata = reader.uri(value)
            case .rawData: metadata.rawData = reader.uri(value)
            case .dataProcessingMethod: metadata.dataProcessingMethod = reader.uri(value)
            case .bizRules: metadata.bizRules = reader.uri(value)
            case nil:
                if let field = reader.extensionField(name) { metadata.extensions.append(field) }
            }
        }
        return metadata
    }

    private mutating func sensorReport(_ node: Int) -> SensorReport? {
        var report = SensorReport()
        let before = diagnostics.count
        members(node) { reader, name, value in
            let field = reader.position(of: name, in: SensorReportField.table)
                .flatMap(SensorReportField.init(rawValue:))
            if let field {
                reader.read(field, value, into: &report)
            } else if let field = reader.extensionField(name) {
                report.extensions.append(field)
            }
        }
        guard diagnostics.count == before else { return nil }
        if report.type == nil, report.exception == nil {
            self.report(.missingField, at: node, "a sensor report needs type or exception")
            return nil
        }
        return report
    }

    private mutating func read(
        _ field: SensorReportField, _ value: Int, into report: inout SensorReport
    ) {
        switch field {
        case .type: report.type = term(value, .measurement)
        case .exception: report.exception = term(value, .sensorAlert)
        case .deviceID: report.deviceID = identifier(value)
        case .deviceMetadata: report.deviceMetadata = uri(value)
        case .rawData: report.rawData = uri(value)
        case .dataProcessingMethod: report.dataProcessingMethod = uri(value)
        case .bizRules: report.bizRules = uri(value)
        case .time: report.time = time(value)
        case .microorganism: report.microorganism = uri(value)
        case .chemicalSubstance: report.chemicalSubstance = uri(value)
        case .value: report.value = decimal(value)
        case .component: report.component = term(value, .component)
        case .stringValue: report.stringValue = text(value)
        case .booleanValue: report.booleanValue = boolean(value)
        case .hexBinaryValue: report.hexBinaryValue = hexadecimal(value)
        case .uriValue: report.uriValue = uri(value)
        case .minValue: report.minValue = decimal(value)
        case .maxValue: report.maxValue = decimal(value)
        case .meanValue: report.meanValue = decimal(value)
        case .sDev: report.sDev = decimal(value)
        case .percRank: report.percRank = decimal(value)
        case .percValue: report.percValue = decimal(value)
        case .uom: report.uom = text(value)
        case .coordinateReferenceSystem: report.coordinateReferenceSystem = uri(value)
        }
    }

    private mutating func hexadecimal(_ node: Int) -> String? {
        guard let text = text(node) else { return nil }
        if !text.utf8.isEmpty, text.utf8.allSatisfy({ Hexadecimal.value($0) != nil }) {
            return text
        }
        report(.badSensor, at: node, "\(quoted(node)) is not hexadecimal")
        return nil
    }
}
