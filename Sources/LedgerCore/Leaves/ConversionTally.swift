/// What went into a transformation and came out of it, as scales and gauges tell.
///
/// Spec: Docs/Spec/MassBalance.md §13.1.
package struct ConversionTally: Hashable, Sendable {
    /// Milligrams.
    package private(set) var massIn: Int64 = 0
    /// Microlitres.
    package private(set) var volumeIn: Int64 = 0
    package private(set) var massOut: Int64 = 0
    package private(set) var volumeOut: Int64 = 0
    /// Whether something went in whose mass nobody can tell: pieces, metres, an amount not given.
    package private(set) var hasUnknownInput = false
    package var kindsIn = CommodityTally()
    package var kindsOut = CommodityTally()
    /// From the first moisture on that an event told.
    package var dryMatter: DryMatterTally?

    package init() {}

    /// As far as it can be told from the sums that a leaf of the first version kept.
    package init(inputs: MassTally, outputs: MassTally) {
        if inputs != .nothing { _ = kindsIn.add(nil, of: nil) }
        if outputs != .nothing { _ = kindsOut.add(nil, of: nil) }
        guard let inputs = inputs.measured, let outputs = outputs.measured else {
            hasUnknownInput = true
            return
        }
        (massIn, volumeIn) = inputs
        (massOut, volumeOut) = outputs
    }

    /// - Returns: false when the sum does not fit.
    package mutating func putIn(_ amount: Int64, _ unit: SmallestUnit) -> Bool {
        switch unit {
        case .milligram: return ConversionTally.add(amount, to: &massIn)
        case .microlitre: return ConversionTally.add(amount, to: &volumeIn)
        case .piece, .micrometre, .squareMillimetre:
            hasUnknownInput = true
            return true
        }
    }

    /// - Returns: false when the sum does not fit.
    package mutating func takeOut(_ amount: Int64, _ unit: SmallestUnit) -> Bool {
        switch unit {
        case .milligram: ConversionTally.add(amount, to: &massOut)
        case .microlitre: ConversionTally.add(amount, to: &volumeOut)
        case .piece, .micrometre, .squareMillimetre: true
        }
    }

    package mutating func putInUnknown() {
        hasUnknownInput = true
        _ = kindsIn.add(nil, of: nil)
    }

    /// Whether anything was put in at all, so that outputs can be held against it.
    package var hasInput: Bool { massIn > 0 || volumeIn > 0 }

    private static func add(_ amount: Int64, to sum: inout Int64) -> Bool {
        let (result, overflow) = sum.addingReportingOverflow(amount)
        if !overflow { sum = result }
        return !overflow
    }
}

extension MassTally {
    /// Mass and volume; nil where the tally does not say.
    fileprivate var measured: (mass: Int64, volume: Int64)? {
        switch self {
        case .nothing: (0, 0)
        case .sum(.milligram, let stock): (stock.amount, 0)
        case .sum(.microlitre, let stock): (0, stock.amount)
        case .sum, .mixed: nil
        }
    }
}

extension ConversionTally: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: dryMatter == nil ? 7 : 8)
        for amount in [massIn, volumeIn, massOut, volumeOut] { writer.amount(amount) }
        writer.bool(hasUnknownInput)
        writer.value(kindsIn)
        writer.value(kindsOut)
        if let dryMatter { writer.value(dryMatter) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let start = reader.offset
        let count = try reader.arrayCount()
        try reader.require((7...8).contains(count), "a tally", at: start)
        massIn = try reader.amount()
        volumeIn = try reader.amount()
        massOut = try reader.amount()
        volumeOut = try reader.amount()
        hasUnknownInput = try reader.bool()
        kindsIn = try reader.value(CommodityTally.self)
        kindsOut = try reader.value(CommodityTally.self)
        if count == 8 { dryMatter = try reader.value(DryMatterTally.self) }
    }
}
