import GRDB
import LedgerCore
import Storage

/// Places at which far more of such goods begins than at the others, and nothing arrives.
///
/// Spec: Docs/Spec/Screen.md §2.2.
struct PhantomAmount: LotRule {
    private let settings: ScreenSettings
    private var goods: Goods
    private var begun: [Key: [Int64: Begun]] = [:]
    private var supplied: Set<Int64> = []

    private struct Key: Hashable {
        let kind: String
        let unit: SmallestUnit
    }

    private struct Begun {
        var amount: Int128 = 0
        var member: Int64
        var events: RecentEvents
    }

    init(_ settings: ScreenSettings, in database: Database) throws(StorageError) {
        self.settings = settings
        goods = try Goods(in: database)
    }

    mutating func take(
        lot: Int64, _ movements: [Movement], _ findings: inout Findings
    ) throws(StorageError) {
        for movement in movements {
            guard let place = movement.place else { continue }
            if movement.cause == .received || movement.isTransformation { supplied.insert(place) }
            guard movement.cause == .created, !movement.isTransformation,
                let product = try goods.product(of: lot)
            else { continue }
            let key = Key(kind: try goods.kind(of: product), unit: movement.unit)
            var begun =
                begun[key]?[place]
                ?? Begun(
                    member: movement.holder, events: RecentEvents(max: settings.eventsMax))
            begun.amount += Int128(movement.stock.amount)
            begun.events.add(movement.event)
            self.begun[key, default: [:]][place] = begun
        }
    }

    func finish(_ findings: inout Findings) {
        for (key, places) in begun {
            let alone = places.filter { !supplied.contains($0.key) }
            guard alone.count > settings.phantomPeersMin,
                let spread = Spread(of: alone.map { Int64(clamping: $0.value.amount) })
            else { continue }
            let reach = spread.reach(perMille: settings.deviationPerMille, leastPerMille: 0)
            let bound = Int64(
                clamping: max(
                    Int128(spread.median) + Int128(reach),
                    Int128(spread.median) * Int128(settings.phantomFactor)))
            for (place, begun) in alone where begun.amount > Int128(bound) {
                findings.add(
                    Finding(
                        code: .phantomAmount, members: [begun.member], place: place,
                        goods: [key.kind],
                        numbers: [
                            AlertNumber(
                                "amount", Int64(clamping: begun.amount), beyond: bound,
                                usual: spread.median, AlertUnit(key.unit))
                        ],
                        events: begun.events.newest, eventCount: begun.events.count))
            }
        }
    }
}
