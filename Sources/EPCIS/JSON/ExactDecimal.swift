/// A decimal number exactly as it was written: `coefficient × 10^exponent`.
///
/// Two spellings of one number (`20`, `20.0`, `2e1`) are equal and hash alike; what was written is
/// kept, so writing gives the same digits back. Binary floating point occurs nowhere.
///
/// Spec: RFC 8259 §6; Docs/Spec/EPCIS.md §2.
package struct ExactDecimal: Sendable {
    /// At most ``digitsMax`` decimal digits.
    package let coefficient: Int128
    /// From ``exponentMin`` to ``exponentMax``.
    package let exponent: Int16

    package static let digitsMax = 36
    package static let exponentMin: Int16 = -64
    package static let exponentMax: Int16 = 64

    /// - Precondition: both within the bounds above; ``init(parsing:)`` is the way for foreign text.
    package init(coefficient: Int128, exponent: Int16 = 0) {
        precondition(coefficient.magnitude < Self.coefficientBound, "more than 36 digits")
        precondition((Self.exponentMin...Self.exponentMax).contains(exponent), "exponent")
        self.coefficient = coefficient
        self.exponent = exponent
    }

    package init(_ integer: Int64) {
        self.init(coefficient: Int128(integer))
    }

    static let coefficientBound: UInt128 = 1_000_000_000_000_000_000_000_000_000_000_000_000

    package var isNegative: Bool { coefficient < 0 }
    package var isZero: Bool { coefficient == 0 }

    /// The same number with no trailing zero in its coefficient; zero is `0 × 10^0`.
    package var normalized: (coefficient: Int128, exponent: Int16) {
        guard coefficient != 0 else { return (0, 0) }
        var coefficient = coefficient
        var exponent = exponent
        while true {
            let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { return (coefficient, exponent) }
            coefficient = quotient
            exponent += 1
        }
    }
}

extension ExactDecimal: Hashable {
    package static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.exponent == right.exponent { return left.coefficient == right.coefficient }
        let (a, b) = (left.normalized, right.normalized)
        return a.coefficient == b.coefficient && a.exponent == b.exponent
    }

    package func hash(into hasher: inout Hasher) {
        let (coefficient, exponent) = normalized
        hasher.combine(coefficient)
        hasher.combine(exponent)
    }
}
