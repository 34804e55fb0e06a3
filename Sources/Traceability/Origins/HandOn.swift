import EPCIS
import LedgerCore

/// Outputs have the origins of their inputs.
///
/// Spec: Docs/Spec/MassBalance.md §10.2 (3).
extension MassBalance {
    /// Stock that is gone, and where it came from.
    struct Consumption {
        let stock: Stock
        let origins: OriginAmounts
    }

    /// Counts where an input came from.
    func putInOrigins(
        _ input: Consumption, of reference: StockReference, _ identity: ObjectKey,
        _ transformation: inout TransformationLeaf?
    ) throws(Stop) {
        guard var tally = transformation?.origins else { return }
        defer { transformation?.origins = tally }
        guard !reference.isCarrier else { return tally.putInOther() }
        let goods = try measure(input.stock.accounted, of: reference, identity)
        let weighed = input.origins.isEmpty ? .none : input.origins.share(of: goods.amount)
        guard tally.putIn(weighed, OriginTally.weighed(goods.unit)) else {
            throw .refused(.tooLarge)
        }
    }

    /// Where an output came from.
    func takeOutOrigins(
        of stock: Stock, _ reference: StockReference, _ identity: ObjectKey,
        _ transformation: inout TransformationLeaf?
    ) throws(Stop) -> OriginAmounts {
        guard var tally = transformation?.origins, !reference.isCarrier else {
            return .none
        }
        let goods = try measure(stock.accounted, of: reference, identity)
        guard let made = tally.takeOut(goods.amount, OriginTally.weighed(goods.unit)) else {
            throw .refused(.tooLarge)
        }
        transformation?.origins = tally
        return made.isEmpty ? .none : made.share(of: stock.accounted)
    }
}
