package import LedgerCore

extension GeoPoint {
    /// Degrees as people write them, exactly: 685000000 units are `68.5°`.
    package static func degrees(_ units: Int64) -> String {
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
        var fraction = padded.suffix(7)
        while fraction.last == "0" { fraction.removeLast() }
        let number = padded.dropLast(7) + (fraction.isEmpty ? "" : "." + fraction)
        return "\(units < 0 ? "-" : "")\(number)°"
    }
}
