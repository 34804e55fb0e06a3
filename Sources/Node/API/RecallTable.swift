import EPCIS
import LedgerCore
import Query

/// A recall as a table for spreadsheets: a row for each lot, holder and state.
///
/// Spec: Docs/Spec/Recall.md §8; RFC 4180.
struct RecallTable {
    let lots: [AffectedLot]

    var text: String {
        ([Self.columns] + lots.flatMap(Self.rows))
            .map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static let columns = [
        "lot", "depth", "reached_from", "event_id", "affected_input", "total_input",
        "input_uom", "holder", "state", "quantity", "uom", "unaccounted",
    ]

    private static func rows(_ lot: AffectedLot) -> [[String]] {
        let intake = lot.intakes.first.map { intake in
            let (affected, total) = (
                MeasuredAmount(intake.affected, intake.unit),
                MeasuredAmount(intake.total, intake.unit)
            )
            return [affected.text, total.text, affected.code]
        }
        let start =
            [
                lot.key, String(lot.depth), lot.reached?.from ?? "",
                lot.reached?.events.last?.eventID ?? "",
            ] + (intake ?? ["", "", ""])
        let rows =
            lot.holdings.map { holding in
                row(holding.holder, "on_hand", holding.stock, holding.unit)
            }
            + lot.consignments.map { consignment in
                row(
                    consignment.to.party ?? "", "on_the_road", consignment.stock,
                    consignment.unit)
            }
            + lot.gone.map { outflow in
                let amount = MeasuredAmount(outflow.amount, outflow.unit)
                let reason = outflow.cause.split(separator: ":").last ?? ""
                return [outflow.holder, "gone:" + reason, amount.text, amount.code, ""]
            }
        return (rows.isEmpty ? [["", "", "", "", ""]] : rows).map { start + $0 }
    }

    private static func row(
        _ holder: String, _ state: String, _ stock: Stock, _ unit: SmallestUnit
    ) -> [String] {
        let amount = MeasuredAmount(stock.amount, unit)
        return [
            holder, state, amount.text, amount.code,
            MeasuredAmount(stock.unaccounted, unit).text,
        ]
    }

    /// Ids are their authors' words: none becomes a formula in a spreadsheet.
    private static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        let isPlain = safe.utf8.allSatisfy { byte in
            !",\"\r\n".utf8.contains(byte)
        }
        return isPlain ? safe : "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}

extension MeasuredAmount {
    fileprivate var text: String { number.number?.text ?? "" }
    fileprivate var code: String { members["uom"]?.string ?? "" }
}
