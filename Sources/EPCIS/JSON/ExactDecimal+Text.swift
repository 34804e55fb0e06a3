extension ExactDecimal {
    /// `nil` for text that is no JSON number, or one beyond the bounds.
    package init?(parsing text: String) {
        let parsed = ByteWindow.lend(text) { window in
            ExactDecimal(strict: window, 0..<window.count)
        }
        guard let parsed else { return nil }
        self = parsed
    }

    private init?(strict bytes: ByteWindow, _ range: Range<Int>) {
        let limits = JSONLimits(bytesMax: 128, depthMax: 1, nodesMax: 1)
        guard let source = try? JSONScanner.scan(bytes, limits: limits),
            source.kind(0) == .number, source.contents(0) == range
        else { return nil }
        self.init(bytes, range)
    }

    /// The value of what a scanner knows to be a JSON number; `nil` beyond the bounds.
    init?(_ bytes: ByteWindow, _ range: Range<Int>) {
        var coefficient: UInt128 = 0
        var small: UInt64 = 0
        var digits = 0
        var fraction = 0
        var exponent = 0
        var isNegative = false
        var isFraction = false
        var index = range.lowerBound
        if index < range.upperBound, bytes[index] == UInt8(ascii: "-") {
            isNegative = true
            index += 1
        }
        scan: while index < range.upperBound {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = byte - UInt8(ascii: "0")
                if digits > 0 || digit != 0 { digits += 1 }
                guard digits <= Self.digitsMax else { return nil }
                if isFraction { fraction += 1 }
                guard fraction <= 64 else { return nil }
                if digits <= 18 {
                    small = small * 10 + UInt64(digit)
                    coefficient = UInt128(small)
                } else {
                    coefficient = coefficient * 10 + UInt128(digit)
                }
            case UInt8(ascii: "."):
                isFraction = true
            default:
                guard let written = Self.exponent(bytes, index + 1..<range.upperBound) else {
                    return nil
                }
                exponent = written
                break scan
            }
            index += 1
        }
        exponent -= fraction
        guard exponent >= Int(Self.exponentMin), exponent <= Int(Self.exponentMax) else {
            return nil
        }
        let signed = Int128(coefficient)
        self.init(coefficient: isNegative ? -signed : signed, exponent: Int16(exponent))
    }

    private static func exponent(_ bytes: ByteWindow, _ range: Range<Int>) -> Int? {
        var value = 0
        var isNegative = false
        for index in range {
            switch bytes[index] {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "+"): break
            default:
                value = value * 10 + Int(bytes[index] &- UInt8(ascii: "0"))
                guard value <= 1_000 else { return nil }
            }
        }
        return isNegative ? -value : value
    }

    /// The digits as they were written, without exponent where that needs no padding to the right.
    package var text: String {
        var digits = String(coefficient.magnitude)
        if exponent > 0 {
            digits += "e\(exponent)"
        } else if exponent < 0 {
            let places = Int(-exponent)
            if digits.utf8.count <= places {
                digits = String(repeating: "0", count: places - digits.utf8.count + 1) + digits
            }
            let point = digits.index(digits.endIndex, offsetBy: -places)
            digits = digits[..<point] + "." + digits[point...]
        }
        return (coefficient < 0 ? "-" : "") + digits
    }

    /// The shortest plain form: no exponent, no superfluous zero (`20.50` and `2.05e1` → `20.5`).
    package var shortestText: String {
        let (coefficient, exponent) = normalized
        if exponent <= 0 { return ExactDecimal(coefficient: coefficient, exponent: exponent).text }
        return String(coefficient) + String(repeating: "0", count: Int(exponent))
    }
}
