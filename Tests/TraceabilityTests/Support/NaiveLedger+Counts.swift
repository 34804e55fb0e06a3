/// Counts of stock, by MassBalance.md §11.
extension NaiveLedger {
    /// Notes when an account was moved; one with nothing in it keeps nothing.
    mutating func move(_ place: Place) {
        let isEmpty = (held[place]?.amount ?? 0) == 0 && (debts[place] ?? []).isEmpty
        moved[place] = isEmpty ? nil : max(moved[place] ?? moment, moment)
    }

    mutating func count(
        _ lot: String, _ counted: Int64, isExplained: Bool, by member: String
    ) -> Bool {
        guard let dock, acceptance != nil else { return true }
        let place = Place(holder: member, lot: lot)
        if let moved = moved[place], moved > moment { return false }
        accept(lot, counted, by: member)
        let booked = held[place]?.amount ?? 0
        let tolerance = booked * dock.tolerance / 1000
        guard counted < booked else { return counted - booked <= tolerance }
        guard booked - counted <= tolerance || isExplained else { return false }
        return consume(lot, booked - counted, from: member) != nil
    }
}
