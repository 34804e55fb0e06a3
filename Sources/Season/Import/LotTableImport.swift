/// A table of lots on its way to harvest events: what was understood, what was changed to
/// understand it, and what was refused.
package struct LotTableImport: Sendable {
    package let lots: [HarvestLot]
    /// By row, in the order in which the profile reads its columns.
    package let fixes: [Fix]
    /// By row.
    package let refusals: [TableRefusal]
    /// Columns of the table that nothing was taken from.
    package let columnsLeftOut: [String]

    /// Which table it is.
    package enum Profile: String, Hashable, Sendable, CaseIterable {
        case coffee
    }

    /// What the user decides where the table is silent.
    package struct Options: Hashable, Sendable {
        /// UN/CEFACT code for masses without unit; without it they are refused.
        package var unit: String?
        /// Before the row number, for lots without number.
        package var lotPrefix: String

        package init(unit: String? = nil, lotPrefix: String = "R") {
            self.unit = unit
            self.lotPrefix = lotPrefix
        }
    }

    package enum Failure: Error, Hashable, Sendable {
        case table(CSVText.Failure)
        case columnMissing(name: String)
        /// Not a part of a GS1 lot number.
        case badLotPrefix(String)
    }

    package init(
        _ bytes: [UInt8], profile: Profile, options: Options = Options()
    ) throws(Failure) {
        let table: CSVText
        do throws(CSVText.Failure) { table = try CSVText(bytes) } catch { throw .table(error) }
        for name in CoffeeProfile.columnsNeeded where !table.columns.contains(name) {
            throw .columnMissing(name: name)
        }
        guard options.lotPrefix.count <= 10, options.lotPrefix.allSatisfy(LotNumber.allows) else {
            throw .badLotPrefix(options.lotPrefix)
        }

        var lots: [HarvestLot] = []
        var fixes: [Fix] = []
        var refusals: [TableRefusal] = []
        let reader = CoffeeProfile(options: options)
        for row in table.rows {
            var row = TableRow(row, columns: table.columns)
            do throws(TableRefusal) {
                lots.append(try reader.read(&row))
                fixes += row.fixes
            } catch {
                refusals.append(error)
            }
        }
        fixes += Self.partEqualNumbers(&lots, options)
        self.lots = lots
        self.fixes = fixes.enumerated().sorted {
            $0.element.row == $1.element.row
                ? $0.offset < $1.offset : $0.element.row < $1.element.row
        }.map(\.element)
        self.refusals = refusals
        columnsLeftOut = table.columns.filter { !CoffeeProfile.columnsRead.contains($0) }
    }

    /// Rows of different goods that carry one number (`1`, fourteen times) are told apart by row.
    private static func partEqualNumbers(_ lots: inout [HarvestLot], _ options: Options) -> [Fix] {
        var counts: [String: Int] = [:]
        for lot in lots { counts[lot.number, default: 0] += 1 }
        var fixes: [Fix] = []
        for index in lots.indices where (counts[lots[index].number] ?? 0) > 1 {
            let lot = lots[index]
            let suffix = "-" + options.lotPrefix + String(lot.row)
            let parted = String(lot.number.prefix(LotNumber.lengthMax - suffix.count)) + suffix
            fixes.append(
                Fix(
                    row: lot.row, column: "Lot.Number", before: lot.number, after: parted,
                    reason: "the number occurs \(counts[lot.number] ?? 0) times in the table"))
            lots[index].number = parted
        }
        return fixes
    }
}
