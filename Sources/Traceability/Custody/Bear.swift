import LedgerCore

/// A lot is under one claim as a whole, or under none.
///
/// Spec: Docs/Spec/MassBalance.md §12.1.
extension MassBalance {
    /// Keeps under what goods come into being.
    ///
    /// - Parameter isFirst: whether the lot was not counted before.
    mutating func bearClaim(
        _ stock: Stock, of reference: StockReference, isFirst: Bool
    ) throws(Stop) {
        guard facts.rules.custody != nil, !reference.isCarrier else { return }
        let run = custody.flatMap { $0.statement.isAbout(reference.lot) ? $0 : nil }
        let said = run?.leaf(of: reference.lot)
        if isFirst {
            guard let said else { return }
            state.set(said.encoded(), for: .custody(of: reference.lot))
        } else {
            let recorded = try custody(of: reference.lot)
            guard recorded == said else {
                throw .refused(
                    .custody(.lotDiffers(lot: reference.lot, recorded: recorded, said: said)))
            }
        }
        guard said != nil else { return }
        try requireAccountedClaim(stock, of: reference)
        if custody?.tally == nil { custody?.entered.append(reference.lot) }
    }

    /// What nobody can follow bears no claim.
    func requireAccountedClaim(_ stock: Stock, of reference: StockReference) throws(Stop) {
        guard stock.unaccounted > 0 else { return }
        throw .refused(
            .custody(
                .unaccounted(
                    lot: reference.lot, unaccounted: stock.unaccounted, asked: stock.amount,
                    unit: reference.unit)))
    }

    /// A lot of which no creation stands any more is under no claim.
    mutating func forgetClaim(of reference: StockReference) throws(Stop) {
        guard facts.rules.custody != nil, try custody(of: reference.lot) != nil else { return }
        state.set(nil, for: .custody(of: reference.lot))
    }
}
