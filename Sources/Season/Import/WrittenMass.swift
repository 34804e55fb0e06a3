import EPCIS

/// A mass as a table has it: `60 kg`, `100 lbs`, `12,5 т`.
struct WrittenMass: Hashable, Sendable {
    let value: ExactDecimal
    /// UN/CEFACT Recommendation 20 code; `nil` where none was written.
    let unit: String?

    enum Failure: Error, Hashable {
        case noNumber
        case unknownUnit(String)
        case severalUnits(String)
    }

    static let units: [String: String] = [
        "kg": "KGM", "kgs": "KGM", "кг": "KGM",
        "g": "GRM", "г": "GRM",
        "t": "TNE", "т": "TNE",
        "ц": "DTN", "q": "DTN",
        "lb": "LBR", "lbs": "LBR",
    ]

    /// A decimal comma counts as a point where it cannot part thousands: before one, two or more
    /// than three digits.
    init(_ text: String) throws(Failure) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
        guard let value = Self.number(digits) else { throw .noNumber }
        let unit = VisibleText.of(String(text.dropFirst(digits.count)))
        self.value = value
        guard !unit.isEmpty else {
            self.unit = nil
            return
        }
        if unit.contains(",") || unit.contains("/") { throw .severalUnits(unit) }
        guard let code = Self.units[unit.lowercased()] else { throw .unknownUnit(unit) }
        self.unit = code
    }

    static func number(_ text: some StringProtocol) -> ExactDecimal? {
        let parts = text.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "." || $0 == "," })
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.count <= 12 })
        else { return nil }
        if parts.count == 2, text.contains(","), parts[1].count == 3 { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard let coefficient = Int128(String(parts[0]) + String(fraction)) else { return nil }
        return ExactDecimal(coefficient: coefficient, exponent: -Int16(fraction.count))
    }
}
