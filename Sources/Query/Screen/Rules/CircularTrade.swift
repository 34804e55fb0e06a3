import GRDB
import Storage

/// Goods, or what was made of them, that come back through others to a member that had sold them.
///
/// The pass gathers receipts and who trades with whom; only receipts from a member that the receiver
/// supplies, through others, are followed back, each within bounds.
///
/// Spec: Docs/Spec/Screen.md §2.4.
struct CircularTrade: LotRule {
    private let settings: ScreenSettings
    private var graph = TradeGraph()
    private var receipts: [Receipt] = []

    /// Receipts that are followed back at most, the newest.
    static let receiptsMax = 20_000

    struct Receipt {
        let lot: Int64
        let receiver: Int64
        let sender: Int64
        let event: Int64
        let time: Int64
    }

    init(_ settings: ScreenSettings) {
        self.settings = settings
    }

    mutating func take(lot: Int64, _ movements: [Movement], _ findings: inout Findings) {
        for movement in movements where movement.cause == .received && movement.isInflow {
            guard let sender = movement.counterparty, sender != movement.holder else { continue }
            graph.add(seller: sender, buyer: movement.holder)
            receipts.append(
                Receipt(
                    lot: lot, receiver: movement.holder, sender: sender, event: movement.event,
                    time: movement.time))
        }
    }

    mutating func finish(
        in database: Database, _ findings: inout Findings
    ) throws(StorageError) {
        var suspects = receipts.filter { graph.leads(from: $0.receiver, to: $0.sender) }
        receipts = []
        suspects.sort { $0.event > $1.event }
        let paths = try GoodsPath(settings, in: database)
        for receipt in suspects.prefix(CircularTrade.receiptsMax) {
            guard let circle = try paths.circle(closedBy: receipt) else { continue }
            findings.add(
                Finding(
                    code: .circularTrade, members: circle.members, lots: circle.lots,
                    numbers: [
                        AlertNumber(
                            "others", Int64(circle.members.count - 1),
                            beyond: Int64(settings.circleOthersMin) - 1, .members)
                    ],
                    events: circle.events))
        }
    }
}
