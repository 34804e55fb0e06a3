/// A row under reading: gives out cells by column name and writes down every fix.
struct TableRow {
    let number: Int
    private let cells: [String: String]
    private(set) var fixes: [Fix] = []

    init(_ row: CSVText.Row, columns: [String]) {
        number = row.number
        cells = Dictionary(uniqueKeysWithValues: zip(columns, row.cells))
    }

    /// The cell without blanks around it and without characters that nobody sees; empty where the
    /// table has no such column.
    mutating func text(_ column: String) -> String {
        let written = cells[column] ?? ""
        let clean = VisibleText.of(written)
        if clean != written {
            fix(
                column, from: VisibleText.escaped(written), to: clean,
                because: "blanks at the ends or invisible characters were left out")
        }
        return clean
    }

    mutating func fix(
        _ column: String, from before: String, to after: String, because reason: String
    ) {
        fixes.append(
            Fix(row: number, column: column, before: before, after: after, reason: reason))
    }

    func refusal(_ column: String, _ reason: String) -> TableRefusal {
        TableRefusal(
            row: number, column: column, text: VisibleText.escaped(cells[column] ?? ""),
            reason: reason)
    }
}

enum VisibleText {
    /// Zero-width characters and the byte order mark.
    private static let invisible: Set<Unicode.Scalar> = [
        "\u{200b}", "\u{200c}", "\u{200d}", "\u{2060}", "\u{feff}", "\u{00ad}",
    ]

    static func of(_ text: String) -> String {
        var scalars = text.unicodeScalars.filter { !invisible.contains($0) }[...]
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
    }

    /// The text with what cannot be seen written as `⟨U+2060⟩`.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let hidden =
                invisible.contains(scalar) || (scalar.properties.isWhitespace && scalar != " ")
            if hidden {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result +=
                    "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
                    + "⟩"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
