import Storage

/// Lots that are shipped after a long time without a movement.
///
/// Spec: Docs/Spec/Screen.md §2.7.
struct DormantLot: LotRule {
    private static let dayMilliseconds: Int64 = 86_400_000
    let settings: ScreenSettings

    func take(lot: Int64, _ movements: [Movement], _ findings: inout Findings) {
        for (before, movement) in zip(movements, movements.dropFirst()).reversed()
        where movement.cause == .shipped {
            let days = (movement.time - before.time) / DormantLot.dayMilliseconds
            guard days > settings.dormantDays else { continue }
            return findings.add(
                Finding(
                    code: .dormantLot, members: [movement.holder], lots: [lot],
                    place: movement.place,
                    numbers: [AlertNumber("rest", days, beyond: settings.dormantDays, .days)],
                    events: [before.event, movement.event]))
        }
    }
}
