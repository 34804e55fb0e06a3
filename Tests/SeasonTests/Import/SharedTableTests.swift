import EPCIS
import Foundation
import Testing

@testable import Season

/// Every row of the shared tables against a table of what becomes of it, which was reviewed by eye.
///
/// `DAFTAR_RECORD=1 swift test --filter SharedTableTests` writes the tables anew and fails, so that
/// the difference is looked at before it is committed.
@Suite struct SharedTableTests {
    @Test(arguments: ["coffee_lots_arabica", "coffee_lots_robusta"])
    func `every row is read, mended or refused as reviewed`(name: String) throws {
        guard let bytes = SharedTables.bytes(name + ".csv") else { return }

        let written = Self.lines(try LotTableImport(bytes, profile: .coffee))

        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Reviewed/\(name).txt")
        if ProcessInfo.processInfo.environment["DAFTAR_RECORD"] != nil {
            try written.joined(separator: "\n").appending("\n").write(
                to: file, atomically: true, encoding: .utf8)
            Issue.record("\(file.lastPathComponent) was recorded: review it")
            return
        }
        let reviewed = try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n").map(String.init)
        #expect(reviewed.count == written.count)
        for (line, expected) in zip(written, reviewed) where line != expected {
            Issue.record("is:       \(line)\nreviewed: \(expected)")
        }
    }

    /// One line a row: what became of it, then each fix.
    private static func lines(_ result: LotTableImport) -> [String] {
        let fixes = Dictionary(grouping: result.fixes, by: \.row)
        let read = result.lots.map { lot in
            let harvested = lot.harvested.map { "harvested " + $0.text } ?? "harvest unknown"
            let line =
                "\(lot.row): lot \(lot.number), \(lot.quantity.text) \(lot.unit), "
                + "recorded \(lot.recorded.text), \(harvested)"
            return (
                lot.row,
                ([line] + (fixes[lot.row] ?? []).map(describe)).joined(separator: " | ")
            )
        }
        let refused = result.refusals.map {
            ($0.row, "\($0.row): REFUSED, \($0.column) [\($0.text)] \($0.reason)")
        }
        return (read + refused).sorted { $0.0 < $1.0 }.map(\.1)
    }

    private static func describe(_ fix: Fix) -> String {
        "\(fix.column) [\(fix.before)] → [\(fix.after)]: \(fix.reason)"
    }
}
