import LedgerCore

/// Into and out of the account of the event's member.
///
/// Spec: Docs/Spec/MassBalance.md §3 (inflow, withdrawal), §8, §9.3.
extension MassBalance {
    /// Adds stock, debt first.
    ///
    /// - Returns: the stock, with what of it was unaccounted until now.
    @discardableResult
    mutating func inflow(_ stock: Stock, to reference: StockReference) throws(Stop) -> Stock {
        var account = try account(reference.accountKey)
        let before = account.net
        var stock = stock
        try settle(&stock, reference)
        var rest = stock
        _ = try settle(&account.debt, &account.gaps, with: &rest)
        guard let sum = account.onHand.adding(rest) else { throw .refused(.tooLarge) }
        account.onHand = sum
        precondition(account.net == before + stock.amount, "an inflow that is not conserved")
        move(account, at: reference.accountKey)
        return stock
    }

    /// Takes an amount, for which what is due is received first; what a lot that was never counted lacks enters as unaccounted and as debt.
    ///
    /// - Throws: `.overdrawn` for a counted lot.
    mutating func withdraw(
        _ amount: Int64, from reference: StockReference, of lot: LotLeaf
    ) throws(Stop) -> Stock {
        var account = try account(reference.accountKey)
        if account.onHand.amount < amount {
            try accept(upTo: amount, of: reference)
            account = try self.account(reference.accountKey)
        }
        let before = account.net
        let missing = amount - min(amount, account.onHand.amount)
        guard missing == 0 || !lot.isCounted else {
            throw .refused(
                .overdrawn(
                    lot: reference.lot, holder: member, available: account.onHand.amount,
                    asked: amount, unit: reference.unit))
        }
        try settle(&account.onHand, reference)
        let present = account.onHand.take(amount - missing)
        let (debt, overflow) = account.debt.addingReportingOverflow(missing)
        guard !overflow else { throw .refused(.tooLarge) }
        account.debt = debt
        let taken = present.joined(with: open(missing, reference, &account.gaps))
        precondition(account.net == before - amount, "a withdrawal that is not conserved")
        move(account, at: reference.accountKey)
        return taken
    }

    /// The lot of a movement, whose unit must be the lot's once it is counted.
    mutating func lot(of reference: StockReference) throws(Stop) -> LotLeaf {
        let leaf = try lot(reference.lotKey)
        if leaf.isCounted, let unit = leaf.unit, unit != reference.unit {
            throw .refused(
                .unitMismatch(lot: reference.lot, expected: unit, found: reference.unit))
        }
        return leaf
    }
}
