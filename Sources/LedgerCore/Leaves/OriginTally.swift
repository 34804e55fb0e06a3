/// Where the goods came from that went into a transformation, and which of them its outputs were given.
///
/// Spec: Docs/Spec/MassBalance.md §10.2 (3).
package struct OriginTally: Hashable, Sendable {
    /// What the sum of the inputs counts; milligrams for all that can be weighed.
    package private(set) var unit: SmallestUnit?
    /// In that unit.
    package private(set) var inputs = OriginAmounts.none
    /// Whether something went in that cannot be added to that sum.
    package private(set) var hasOther = false
    /// Whether there is no such sum: two things went in that nobody can weigh.
    package private(set) var isMixed = false
    /// By units, ascending.
    package private(set) var given: [Given] = []

    package struct Given: Hashable, Sendable {
        package let unit: SmallestUnit
        package fileprivate(set) var amounts: OriginAmounts
    }

    package init() {}

    /// One that goes on where older rules began: nothing is known of where that came from.
    package init(inputs: MassTally, outputs: MassTally) {
        switch inputs {
        case .nothing: break
        case .sum(let unit, let stock):
            _ = putIn(OriginAmounts(stock.accounted, of: .unknown), OriginTally.weighed(unit))
        case .mixed: isMixed = true
        }
        if case .sum(let unit, let stock) = outputs {
            _ = give(OriginAmounts(stock.accounted, of: .unknown), in: OriginTally.weighed(unit))
        }
    }

    /// The unit that something counts in: a litre as a kilogram.
    package static func weighed(_ unit: SmallestUnit) -> SmallestUnit {
        unit == .microlitre ? .milligram : unit
    }

    /// Adds what was taken for an input; false when the sum does not fit.
    package mutating func putIn(_ goods: OriginAmounts, _ unit: SmallestUnit) -> Bool {
        if self.unit == unit {
            guard let sum = inputs.adding(goods) else { return false }
            inputs = sum
        } else if self.unit == nil {
            (self.unit, inputs) = (unit, goods)
        } else if self.unit == .milligram {
            hasOther = true
        } else if unit == .milligram {
            (self.unit, inputs, hasOther) = (unit, goods, true)
        } else {
            isMixed = true
        }
        return true
    }

    /// Something went in of which nobody can tell where it comes from, and how much it is.
    package mutating func putInOther() {
        hasOther = true
    }

    /// Where an output comes from.
    ///
    /// - Returns: nil when the sum does not fit.
    package mutating func takeOut(_ amount: Int64, _ unit: SmallestUnit) -> OriginAmounts? {
        guard amount > 0 else { return OriginAmounts.none }
        let before = given.first { $0.unit == unit }?.amounts ?? .none
        let (whole, overflow) = before.sum.addingReportingOverflow(amount)
        guard !overflow else { return nil }
        var made = OriginAmounts(amount, of: .unknown)
        if !isMixed, !inputs.isEmpty, !hasOther || unit == .milligram {
            // What is due, less what was given before, is not less than this output.
            made = inputs.share(of: whole).without(before).share(of: amount)
        }
        return give(made, in: unit) ? made : nil
    }

    private mutating func give(_ amounts: OriginAmounts, in unit: SmallestUnit) -> Bool {
        guard !amounts.isEmpty else { return true }
        let place = given.firstIndex { $0.unit.rawValue >= unit.rawValue } ?? given.endIndex
        guard place < given.endIndex, given[place].unit == unit else {
            given.insert(Given(unit: unit, amounts: amounts), at: place)
            return true
        }
        guard let sum = given[place].amounts.adding(amounts) else { return false }
        given[place].amounts = sum
        return true
    }
}

extension OriginTally.Given: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(unit)
        writer.value(amounts)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        unit = try reader.value(SmallestUnit.self)
        amounts = try reader.value(OriginAmounts.self)
    }
}

extension OriginTally: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 5)
        writer.optional(unit)
        writer.value(inputs)
        writer.bool(hasOther)
        writer.bool(isMixed)
        writer.array(given)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 5)
        unit = try reader.optional(SmallestUnit.self)
        inputs = try reader.value(OriginAmounts.self)
        hasOther = try reader.bool()
        isMixed = try reader.bool()
        let offset = reader.offset
        given = try reader.array(of: Given.self)
        try reader.require(
            zip(given, given.dropFirst()).allSatisfy { $0.unit.rawValue < $1.unit.rawValue },
            "what was given in the order of units", at: offset)
    }
}
