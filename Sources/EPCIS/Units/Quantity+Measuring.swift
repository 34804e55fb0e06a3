extension Quantity {
    /// Why an amount cannot be counted with.
    package enum Refusal: Error, Hashable, Sendable {
        case negative
        case unknownUnit(String)
        /// Beyond 2^63 − 1 smallest units, or with more digits than can be multiplied exactly.
        case tooLarge
        /// A plain count that is no whole number.
        case fractionOfPiece
    }

    /// What to do with less than one smallest unit.
    package enum Rounding: Hashable, Sendable {
        case down
        case up
        /// To the nearest; a half goes to the even neighbour.
        case halfEven
    }

    /// The amount `value` of `unit` (`nil`: pieces) in smallest units.
    ///
    /// - Throws: ``Refusal``; never traps, whatever the number.
    package init(
        _ value: ExactDecimal, unit code: String?, rounding: Rounding = .halfEven
    ) throws(Refusal) {
        guard !value.isNegative else { throw .negative }
        var unit = MeasurementUnit("C62", .count, 1)
        if let code {
            guard let known = MeasurementUnit.named(code) else { throw .unknownUnit(code) }
            unit = known
        }
        let (coefficient, exponent) = value.normalized
        if code == nil, exponent < 0 { throw .fractionOfPiece }
        // Ratio of two integers: coefficient × numerator × 10^exponent / denominator.
        var numerator = try Self.product(coefficient, Int128(unit.numerator))
        var denominator = Int128(unit.denominator)
        if exponent >= 0 {
            numerator = try Self.product(numerator, try Self.power(of10: exponent))
        } else {
            denominator = try Self.product(denominator, try Self.power(of10: -exponent))
        }
        self.amount = try Self.divide(numerator, by: denominator, rounding)
        self.dimension = unit.dimension
        self.spokenValue = value
        self.spokenUnit = code
    }

    private static func divide(
        _ numerator: Int128, by denominator: Int128, _ rounding: Rounding
    ) throws(Refusal) -> Int64 {
        var (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        switch rounding {
        case .down: break
        case .up: quotient += remainder > 0 ? 1 : 0
        case .halfEven:
            let rest = denominator - remainder
            quotient += remainder > rest || (remainder == rest && quotient % 2 != 0) ? 1 : 0
        }
        guard let amount = Int64(exactly: quotient) else { throw .tooLarge }
        return amount
    }

    private static func product(_ left: Int128, _ right: Int128) throws(Refusal) -> Int128 {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        guard !overflow else { throw .tooLarge }
        return product
    }

    private static func power(of10 exponent: Int16) throws(Refusal) -> Int128 {
        guard exponent <= 38 else { throw .tooLarge }
        var power: Int128 = 1
        for _ in 0..<exponent { power = try product(power, 10) }
        return power
    }
}

extension QuantityElement {
    /// The quantity as the ledger counts it; `nil` when the element names none.
    package func measured(
        rounding: Quantity.Rounding = .halfEven
    ) throws(Quantity.Refusal) -> Quantity? {
        guard let quantity else { return nil }
        return try Quantity(quantity, unit: uom, rounding: rounding)
    }
}
