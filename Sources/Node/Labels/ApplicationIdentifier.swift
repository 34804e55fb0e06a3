/// How long application identifiers and their values are, as far as labels of food carry them.
///
/// Spec: GS1 General Specifications §7.8.5 (predefined lengths) and figure 3.2-1.
enum ApplicationIdentifier {
    struct Form: Hashable, Sendable {
        /// Digits of the identifier itself.
        var digits: Int
        /// Characters of the value; `nil` for a value that a separator ends.
        var fixedLength: Int?
    }

    /// The form of the identifier that stands at the beginning of `bytes`.
    static func form(of bytes: ArraySlice<UInt8>) -> Form? {
        let digits = bytes.prefix(4).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard digits.count >= 2 else { return nil }
        let number = String(decoding: digits.prefix(2), as: UTF8.self)
        switch number {
        case "00": return Form(digits: 2, fixedLength: 18)
        case "01", "02", "03": return Form(digits: 2, fixedLength: 14)
        case "11", "12", "13", "15", "16", "17": return Form(digits: 2, fixedLength: 6)
        case "20": return Form(digits: 2, fixedLength: 2)
        case "10", "21", "22", "30", "37", "90"..."99": return Form(digits: 2)
        case "23", "24", "25", "40", "42", "71": return digits.count >= 3 ? Form(digits: 3) : nil
        case "31", "32", "33", "34", "35", "36":
            return digits.count >= 4 ? Form(digits: 4, fixedLength: 6) : nil
        case "41": return digits.count >= 3 ? Form(digits: 3, fixedLength: 13) : nil
        case "39", "43", "70", "72", "80", "81", "82":
            return digits.count >= 4 ? Form(digits: 4) : nil
        default: return nil
        }
    }
}
