import EPCIS
import Glibc

/// Where a command writes: what it found to standard output, how it goes to standard error.
///
/// With `--json` standard output holds one JSON value and nothing else.
struct Terminal: Sendable {
    let isJSON: Bool

    /// A line for people; nothing with `--json`.
    func line(_ text: String = "") {
        if !isJSON { Self.write(text + "\n", to: STDOUT_FILENO) }
    }

    /// The result for programs; nothing without `--json`.
    func result(_ value: @autoclosure () -> JSONValue) {
        guard isJSON else { return }
        Self.write(
            String(decoding: JSONWriter.write(value()), as: UTF8.self) + "\n", to: STDOUT_FILENO)
    }

    /// What happens meanwhile, on standard error in both cases.
    func note(_ text: String) {
        Self.write(text + "\n", to: STDERR_FILENO)
    }

    /// Replaces the line of progress before it, on a terminal; silent where standard error is a file.
    func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        Self.write("\r\u{1b}[K" + text, to: STDERR_FILENO)
    }

    func endProgress() {
        guard isatty(STDERR_FILENO) == 1 else { return }
        Self.write("\r\u{1b}[K", to: STDERR_FILENO)
    }

    /// A table with as much room as its cells need.
    func table(_ columns: [String], _ rows: [[String]]) {
        guard !isJSON else { return }
        let widths = columns.indices.map { column in
            ([columns] + rows).map { $0[column].count }.max() ?? 0
        }
        for row in [columns] + rows {
            let cells = row.enumerated().map { column, cell in
                column == columns.count - 1
                    ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            line(cells.joined(separator: "  "))
        }
    }

    static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                guard errno == EINTR || errno == EAGAIN else { return }
                continue
            }
            bytes = bytes.dropFirst(count)
        }
    }
}
