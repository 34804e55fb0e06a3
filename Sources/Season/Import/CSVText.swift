/// A table as its file has it: the names of the columns and, below them, the rows.
///
/// Spec: RFC 4180, with LF as well as CRLF at the end of a line and UTF-8 text.
package struct CSVText: Hashable, Sendable {
    package let columns: [String]
    package let rows: [Row]

    package struct Row: Hashable, Sendable {
        /// As a spreadsheet counts: the names of the columns are row 1.
        package let number: Int
        /// As many as there are columns.
        package let cells: [String]
    }

    /// Why bytes are no table.
    package enum Failure: Error, Hashable, Sendable {
        case notUTF8(row: Int)
        case noColumns
        case columnTwice(name: String)
        /// A quoted cell that never ends.
        case openQuote(row: Int)
        /// Something between the end of a quoted cell and the next comma.
        case textAfterQuote(row: Int)
        case cellCount(row: Int, found: Int, expected: Int)
        case tooLarge(bytesMax: Int)
    }

    package static let bytesMax = 64 << 20

    package init(_ bytes: [UInt8]) throws(Failure) {
        guard bytes.count <= Self.bytesMax else { throw .tooLarge(bytesMax: Self.bytesMax) }
        var scanner = CSVScanner(bytes)
        guard let names = try scanner.nextRow(), names.count > 1 || names.first?.isEmpty == false
        else { throw .noColumns }
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted { throw .columnTwice(name: name) }
        var rows: [Row] = []
        while let cells = try scanner.nextRow() {
            // A line with nothing on it is no row of a table with several columns.
            if cells == [""], names.count > 1 { continue }
            guard cells.count == names.count else {
                throw .cellCount(
                    row: scanner.rowNumber, found: cells.count, expected: names.count)
            }
            rows.append(Row(number: scanner.rowNumber, cells: cells))
        }
        columns = names
        self.rows = rows
    }
}

/// Walks over the bytes of a table, a row at a time.
private struct CSVScanner {
    private let bytes: [UInt8]
    private var place = 0
    /// Of the row that was read last.
    private(set) var rowNumber = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]
        if bytes.starts(with: byteOrderMark) { place = byteOrderMark.count }
    }

    /// `nil` at the end of the text.
    mutating func nextRow() throws(CSVText.Failure) -> [String]? {
        guard place < bytes.count else { return nil }
        rowNumber += 1
        var cells: [String] = []
        while true {
            cells.append(try nextCell())
            guard place < bytes.count else { return cells }
            let separator = bytes[place]
            place += 1
            if separator == UInt8(ascii: ",") {
                if place == bytes.count {
                    cells.append("")
                    return cells
                }
                continue
            }
            if separator == UInt8(ascii: "\r"), place < bytes.count,
                bytes[place] == UInt8(ascii: "\n")
            {
                place += 1
            }
            return cells
        }
    }

    private mutating func nextCell() throws(CSVText.Failure) -> String {
        if place < bytes.count, bytes[place] == UInt8(ascii: "\"") { return try quotedCell() }
        let start = place
        while place < bytes.count, !Self.endsCell(bytes[place]) { place += 1 }
        return try text(bytes[start..<place])
    }

    private mutating func quotedCell() throws(CSVText.Failure) -> String {
        var content: [UInt8] = []
        place += 1
        while true {
            guard place < bytes.count else { throw .openQuote(row: rowNumber) }
            let byte = bytes[place]
            place += 1
            guard byte == UInt8(ascii: "\"") else {
                content.append(byte)
                continue
            }
            if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
                content.append(byte)
                place += 1
                continue
            }
            guard place == bytes.count || Self.endsCell(bytes[place]) else {
                throw .textAfterQuote(row: rowNumber)
            }
            return try text(content[...])
        }
    }

    private static func endsCell(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private func text(_ slice: ArraySlice<UInt8>) throws(CSVText.Failure) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw .notUTF8(row: rowNumber)
        }
        return text
    }
}
