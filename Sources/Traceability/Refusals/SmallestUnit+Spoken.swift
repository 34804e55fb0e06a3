package import LedgerCore

extension SmallestUnit {
    /// An amount as people say it, exactly: 1200500 milligrams is `1.2005 kg`.
    package func spoken(_ amount: Int64) -> String {
        let digits = String(amount.magnitude)
        let scale = spokenDigits
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
        let whole = padded.dropLast(scale)
        var fraction = padded.suffix(scale)
        while fraction.last == "0" { fraction.removeLast() }
        let number = fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
        return "\(amount < 0 ? "-" : "")\(number) \(spokenName)"
    }

    /// What people say instead of the smallest unit.
    package var spokenName: String {
        switch self {
        case .milligram: "kg"
        case .microlitre: "l"
        case .piece: "pieces"
        case .micrometre: "m"
        case .squareMillimetre: "m²"
        }
    }

    /// The spoken unit is ten to this power of the smallest.
    private var spokenDigits: Int {
        switch self {
        case .piece: 0
        case .milligram, .microlitre, .micrometre, .squareMillimetre: 6
        }
    }
}
