/// Where the accounted goods of a lot came from, in the unit of the lot.
///
/// Spec: Docs/Spec/MassBalance.md §10.2.
package struct OriginsLeaf: Hashable, Sendable {
    /// Of all that was ever made of it.
    package var made: OriginAmounts
    /// Of what was not consumed: what is handed on is taken from here.
    package var left: OriginAmounts

    package init(made: OriginAmounts = .none, left: OriginAmounts = .none) {
        self.made = made
        self.left = left
    }

    /// Adds goods that came into being; false when the sum does not fit.
    package mutating func make(_ goods: OriginAmounts) -> Bool {
        guard let made = made.adding(goods), let left = left.adding(goods) else { return false }
        (self.made, self.left) = (made, left)
        return true
    }

    /// Takes an amount in the shares of what is left; what that lacks is of unknown origin.
    ///
    /// - Precondition: not negative.
    package mutating func take(_ amount: Int64) -> OriginAmounts {
        let known = min(amount, left.sum)
        guard known > 0 else { return OriginAmounts(amount, of: .unknown) }
        let taken = left.share(of: known)
        left = left.without(taken)
        let lacking = OriginAmounts(amount - known, of: .unknown)
        guard let whole = taken.adding(lacking) else { preconditionFailure("parts of one amount") }
        return whole
    }
}

extension OriginsLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 2)
        writer.value(made)
        writer.value(left)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 2)
        made = try reader.value(OriginAmounts.self)
        left = try reader.value(OriginAmounts.self)
    }
}
