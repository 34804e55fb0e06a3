/// The GS1 check digit: weights 3, 1, 3 … from the right, complement to ten.
///
/// Spec: GS1 General Specifications §7.9.1.
package enum CheckDigit {
    /// The digit that completes `digits` (ASCII); 0 to 9.
    package static func value(of digits: some BidirectionalCollection<UInt8>) -> UInt8 {
        var sum = 0
        var weight = 3
        for digit in digits.reversed() {
            sum += Int(digit &- UInt8(ascii: "0")) * weight
            weight = 4 - weight
        }
        return UInt8((10 - sum % 10) % 10)
    }

    /// The digit that completes the digits at `range`.
    static func value(_ bytes: ByteWindow, _ range: Range<Int>) -> UInt8 {
        var sum = 0
        var weight = 3
        var index = range.upperBound
        while index > range.lowerBound {
            index -= 1
            sum += Int(bytes[index] &- UInt8(ascii: "0")) * weight
            weight = 4 - weight
        }
        return UInt8((10 - sum % 10) % 10)
    }

    /// The same, as an ASCII digit.
    static func character(of digits: some BidirectionalCollection<UInt8>) -> UInt8 {
        UInt8(ascii: "0") + value(of: digits)
    }
}
