/// What went into, or came out of, something that is recorded in several events.
package enum MassTally: Equatable, Sendable {
    case nothing
    /// The sum, all in one unit.
    case sum(SmallestUnit, Stock)
    /// Amounts that cannot be summed; whether any part of them is unaccounted or unknown.
    case mixed(hasUnaccounted: Bool)
}

extension MassTally: CBORCodable {
    private static let mixedTag: UInt64 = 0

    package func encode(into writer: inout CBORWriter) {
        switch self {
        case .nothing: writer.null()
        case .sum(let unit, let stock):
            writer.array(count: 2)
            writer.value(unit)
            writer.value(stock)
        case .mixed(let hasUnaccounted):
            writer.array(count: 2)
            writer.unsigned(MassTally.mixedTag)
            writer.bool(hasUnaccounted)
        }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        if reader.skipNull() {
            self = .nothing
            return
        }
        let offset = reader.offset
        try reader.array(count: 2)
        let tag = try reader.unsigned(UInt8.self)
        if tag == MassTally.mixedTag {
            self = .mixed(hasUnaccounted: try reader.bool())
        } else if let unit = SmallestUnit(rawValue: tag) {
            self = .sum(unit, try reader.value(Stock.self))
        } else {
            throw CBORError(.invalid("a tally"), at: offset)
        }
    }
}

/// A transformation of one member that several events tell of.
///
/// Spec: Docs/Spec/MassBalance.md §3; EPCIS 2.0 §7.4.5 (transformationID).
package struct TransformationLeaf: Equatable, Sendable {
    package var inputs: MassTally = .nothing
    package var outputs: MassTally = .nothing
    /// Kept under rules that hold outputs against inputs; then the leaf is of version 2.
    package var conversion: ConversionTally?
    /// The test that an input failed; then the leaf is of version 3.
    package var failedTest: CertificateReference?
    /// Kept under rules that follow origins; then the leaf is of version 4.
    package var origins: OriginTally?
    /// Of one whose goods are under a claim; then the leaf is of version 5.
    package var custody: CustodyTally?

    package init() {}
}

extension TransformationLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        let version =
            custody != nil
            ? 5 : origins != nil ? 4 : failedTest != nil ? 3 : conversion != nil ? 2 : 1
        writer.leaf(version: UInt64(version), fields: version + 1)
        writer.value(inputs)
        writer.value(outputs)
        if version > 2 {
            writer.optional(conversion)
        } else if let conversion {
            writer.value(conversion)
        }
        if version == 3, let failedTest { writer.value(failedTest) }
        if version > 3 {
            writer.optional(failedTest)
            writer.optional(origins)
        }
        if let custody { writer.value(custody) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let version = try reader.leaf(fields: 2, versionMax: 5)
        inputs = try reader.value(MassTally.self)
        outputs = try reader.value(MassTally.self)
        if version == 2 { conversion = try reader.value(ConversionTally.self) }
        guard version > 2 else { return }
        conversion = try reader.optional(ConversionTally.self)
        if version == 3 {
            failedTest = try reader.value(CertificateReference.self)
        } else {
            failedTest = try reader.optional(CertificateReference.self)
            let offset = reader.offset
            origins = try reader.optional(OriginTally.self)
            try reader.require(
                version == 5 || origins != nil, "a transformation of version 4 has origins",
                at: offset)
        }
        if version == 5 { custody = try reader.value(CustodyTally.self) }
    }
}
