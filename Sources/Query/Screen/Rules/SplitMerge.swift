import EPCIS
import GRDB
import LedgerCore
import Storage

/// Goods with an unaccounted part that are split into many lots and soon merged with accounted goods,
/// while nothing is lost.
///
/// Spec: Docs/Spec/Screen.md §2.5.
struct SplitMerge {
    private static let dayMilliseconds: Int64 = 86_400_000
    private let settings: ScreenSettings
    private let pass: ConversionPass
    private let selectSplits: PreparedStatement
    private let selectUses: PreparedStatement
    private let selectTime: PreparedStatement
    private let selectAccounted: PreparedStatement
    private let selectHolder: PreparedStatement

    init(_ settings: ScreenSettings, in database: Database) throws(StorageError) {
        self.settings = settings
        pass = ConversionPass(database: database)
        selectSplits = try PreparedStatement(
            database,
            """
            SELECT DISTINCT l.joint, l.name, e.event_time
            FROM postings p JOIN events e ON e.number = p.event
            JOIN links l ON l.name = p.lot AND l.side = 0 AND l.event = p.event AND l.kind = 1
            WHERE p.unaccounted > 0 AND p.is_inflow = 0 AND e.type = ?
            ORDER BY l.joint
            """)
        selectUses = try PreparedStatement(
            database, "SELECT DISTINCT joint FROM links WHERE name = ? AND side = 0 AND kind = 1")
        selectTime = try PreparedStatement(
            database, "SELECT event_time FROM events WHERE number = ?")
        selectAccounted = try PreparedStatement(
            database,
            """
            SELECT 1 FROM postings WHERE event = ? AND lot = ? AND is_inflow = 0
                AND amount > unaccounted
            """)
        selectHolder = try PreparedStatement(
            database, "SELECT holder FROM postings WHERE event = ? LIMIT 1")
    }

    func run(_ findings: inout Findings) throws(StorageError) {
        let splits = try selectSplits.all(.integer(EPCISEvent.EventType.transformation.number)) {
            (joint: $0.integer(0), lot: $0.integer(1), time: $0.integer(2))
        }
        var seen: Set<Int64> = []
        for split in splits where seen.insert(split.joint).inserted {
            guard let conversion = try pass.conversion(split.joint) else { continue }
            try judge(conversion, at: split.time, &findings)
        }
    }

    private func judge(
        _ split: Conversion, at time: Int64, _ findings: inout Findings
    ) throws(StorageError) {
        guard let unit = split.inputs.first?.unit, split.outputs.count >= settings.splitPartsMin,
            let input = Conversion.sum(split.inputs, in: unit),
            let output = Conversion.sum(split.outputs, in: unit), isWhole(output, of: input)
        else { return }
        let parts = Set(split.outputs.map(\.lot))
        var merges: [Int64: Conversion] = [:]
        for part in parts {
            for joint in try selectUses.all(.integer(part), read: { $0.integer(0) })
            where merges[joint] == nil {
                merges[joint] = try merge(joint, of: parts, after: time, unit)
            }
        }
        let merged = merges.values.reduce(Int128(0)) { total, merge in
            total + (Conversion.sum(merge.inputs.filter { parts.contains($0.lot) }, in: unit) ?? 0)
        }
        guard merges.count < parts.count, isWhole(merged, of: output) else { return }
        let events = split.events.union(merges.values.flatMap(\.events))
        let holder = try selectHolder.first(.integer(split.newestEvent)) { $0.integer(0) }
        findings.add(
            Finding(
                code: .splitMerge, members: holder.map { [$0] } ?? [],
                lots: split.inputs.map(\.lot)
                    + merges.sorted { $0.key < $1.key }.flatMap { $0.value.outputs.map(\.lot) },
                numbers: [
                    AlertNumber(
                        "parts", Int64(parts.count), beyond: Int64(settings.splitPartsMin) - 1,
                        .lots),
                    AlertNumber(
                        "merged", Int64(clamping: merged * 1_000 / max(output, 1)),
                        beyond: settings.splitMergedPerMille - 1, .perMille),
                ],
                events: Array(events)))
    }

    /// A use of parts together with accounted goods that loses nothing, soon after; nil for another.
    private func merge(
        _ joint: Int64, of parts: Set<Int64>, after time: Int64, _ unit: SmallestUnit
    ) throws(StorageError) -> Conversion? {
        guard let merge = try pass.conversion(joint),
            let at = try selectTime.first(.integer(merge.newestEvent), read: { $0.integer(0) }),
            at >= time, at - time <= settings.splitDays * SplitMerge.dayMilliseconds,
            let input = Conversion.sum(merge.inputs, in: unit),
            let output = Conversion.sum(merge.outputs, in: unit), isWhole(output, of: input)
        else { return nil }
        for other in merge.inputs where !parts.contains(other.lot) {
            for event in merge.events {
                let isAccounted = try selectAccounted.first(.integer(event), .integer(other.lot)) {
                    _ in true
                }
                if isAccounted == true { return merge }
            }
        }
        return nil
    }

    private func isWhole(_ part: Int128, of whole: Int128) -> Bool {
        whole > 0 && part * 1_000 >= whole * Int128(settings.splitMergedPerMille)
    }
}
