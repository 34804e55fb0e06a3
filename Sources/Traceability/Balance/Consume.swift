import LedgerCore

/// Inputs, losses and sales: stock that is gone.
///
/// Spec: Docs/Spec/MassBalance.md §3.
extension MassBalance {
    @discardableResult
    mutating func consume(
        _ amount: Int64, of reference: StockReference, for reason: ConsumptionReason,
        depth: Int = 0
    ) throws(Stop) -> Consumption {
        let leaf = try lot(of: reference)
        let stock = try withdraw(amount, from: reference, of: leaf)
        let goods = try takeOrigins(of: stock, reference)
        post(.consumed(reason), reference, stock, isInflow: false)
        note(.consumed(stock), of: goods)
        if reason.takesContent {
            try carryContent(of: reference, .consume(reason), depth: depth)
        }
        return Consumption(stock: stock, origins: goods)
    }
}
