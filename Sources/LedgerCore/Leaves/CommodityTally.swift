/// What went into a transformation or came out of it, by kinds of goods.
///
/// Spec: Docs/Spec/MassBalance.md §13.3.
package struct CommodityTally: Hashable, Sendable {
    /// Milligrams of a kind.
    package struct Sum: Hashable, Sendable {
        package let commodity: CommodityCode
        package fileprivate(set) var mass: Int64
    }

    /// Ascending by commodity, each once.
    package private(set) var sums: [Sum] = []
    /// Whether there was something whose kind or mass nobody can tell.
    package private(set) var hasUnknown = false

    package init() {}

    /// - Parameter commodity: nil where nobody can tell.
    /// - Returns: false when the sum does not fit.
    package mutating func add(_ mass: Int64?, of commodity: CommodityCode?) -> Bool {
        guard let mass, let commodity else {
            hasUnknown = true
            return true
        }
        guard let place = sums.firstIndex(where: { $0.commodity >= commodity }),
            sums[place].commodity == commodity
        else {
            let place = sums.firstIndex { $0.commodity > commodity } ?? sums.endIndex
            sums.insert(Sum(commodity: commodity, mass: mass), at: place)
            return true
        }
        let (sum, overflow) = sums[place].mass.addingReportingOverflow(mass)
        if !overflow { sums[place].mass = sum }
        return !overflow
    }

    package func mass(of commodity: CommodityCode) -> Int64 {
        sums.first { $0.commodity == commodity }?.mass ?? 0
    }
}

extension CommodityTally.Sum: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(commodity)
        writer.amount(mass)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        commodity = try reader.value(CommodityCode.self)
        mass = try reader.amount()
    }
}

extension CommodityTally: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.array(sums)
        writer.bool(hasUnknown)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        let start = reader.offset
        sums = try reader.array(of: Sum.self)
        try reader.require(
            zip(sums, sums.dropFirst()).allSatisfy { $0.commodity < $1.commodity },
            "sums in the order of commodities, each once", at: start)
        hasUnknown = try reader.bool()
    }
}
