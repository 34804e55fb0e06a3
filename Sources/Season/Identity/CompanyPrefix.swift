/// A GS1 company prefix of nine digits: room for a thousand trade items and a thousand places.
///
/// Those of the season begin with 488, the range of Tajikistan, or 952, which GS1 keeps for
/// examples, where the company sits abroad. None is licensed to anybody in the story.
package struct CompanyPrefix: Hashable, Sendable {
    package let digits: String

    init(range: Int, number: Int) {
        precondition((0...999_999).contains(number), "company number")
        digits = padded(range, to: 3) + padded(number, to: 6)
    }

    /// GTIN-14 of a trade item; `indicator` 0 for the item itself, 1 to 8 for a grouping of it.
    func gtin(indicator: Int, item: Int) -> String {
        Self.withCheckDigit(String(indicator) + digits + padded(item, to: 3))
    }

    /// GLN of a place or of the company itself (place 0).
    package func gln(place: Int) -> String {
        Self.withCheckDigit(digits + padded(place, to: 3))
    }

    /// SSCC-18 of a logistic unit.
    func sscc(extension digit: Int, serial: Int) -> String {
        Self.withCheckDigit(String(digit) + digits + padded(serial, to: 7))
    }

    /// The digits with their check digit behind them.
    ///
    /// Spec: GS1 General Specifications §7.9 (weights 3 and 1 from the right).
    package static func withCheckDigit(_ digits: String) -> String {
        var sum = 0
        for (place, digit) in digits.utf8.reversed().enumerated() {
            sum += Int(digit - UInt8(ascii: "0")) * (place.isMultiple(of: 2) ? 3 : 1)
        }
        return digits + String((10 - sum % 10) % 10)
    }
}
