import LedgerCore

/// Stock that was counted is held against the books.
///
/// Spec: Docs/Spec/MassBalance.md §11.
extension MassBalance {
    /// - Parameters:
    ///   - counted: all that the member has of the lot.
    ///   - isExplained: whether the event says why so much is missing.
    mutating func count(
        _ counted: Int64, of reference: StockReference, isExplained: Bool
    ) throws(Stop) {
        _ = try lot(of: reference)
        if let moved = try account(reference.accountKey).movedAt, moved > moment {
            throw .refused(.movedSince(lot: reference.lot, moved: moved, counted: moment))
        }
        if try account(reference.accountKey).onHand.amount < counted {
            try accept(upTo: counted, of: reference)
        }
        let booked = try account(reference.accountKey).onHand.amount
        let tolerance = facts.rules.dock?.tolerance(of: booked, in: reference.unit) ?? 0
        guard counted < booked else {
            guard counted - booked <= tolerance else {
                throw .refused(
                    .surplus(
                        lot: reference.lot, counted: counted, booked: booked,
                        tolerance: tolerance, unit: reference.unit))
            }
            return note(.consumed(.none))
        }
        let missing = booked - counted
        guard missing <= tolerance || isExplained else {
            throw .refused(
                .unexplained(
                    lot: reference.lot, counted: counted, booked: booked, tolerance: tolerance,
                    unit: reference.unit))
        }
        try consume(missing, of: reference, for: .shortage)
    }
}
