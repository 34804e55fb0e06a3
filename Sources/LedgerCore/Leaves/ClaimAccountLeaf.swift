/// Which credit of a claim: of one member, at one place, for one class of products, of one period.
///
/// Spec: Docs/Spec/MassBalance.md §12.3.
package struct ClaimAccount: Hashable, Sendable {
    package let holder: MemberID
    /// Key of the place; empty for no place.
    package let place: String
    package let claim: GoodsClaim
    /// Key of the class; of goods without one the key of their lot.
    package let product: String
    /// What it counts: milligrams for all that can be weighed.
    package let unit: SmallestUnit
    /// When the period began.
    package let period: Timestamp

    package init(
        holder: MemberID, place: String, claim: GoodsClaim, product: String, unit: SmallestUnit,
        period: Timestamp
    ) {
        self.holder = holder
        self.place = place
        self.claim = claim
        self.product = product
        self.unit = unit
        self.period = period
    }

    /// The same of another period.
    package func of(_ period: Timestamp) -> ClaimAccount {
        ClaimAccount(
            holder: holder, place: place, claim: claim, product: product, unit: unit,
            period: period)
    }
}

extension ClaimAccount: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 6)
        writer.value(holder)
        writer.text(place)
        writer.text(product)
        writer.value(claim)
        writer.value(unit)
        writer.value(period)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 6)
        holder = try reader.value(MemberID.self)
        place = try reader.text()
        product = try reader.text()
        claim = try reader.value(GoodsClaim.self)
        unit = try reader.value(SmallestUnit.self)
        period = try reader.value(Timestamp.self)
    }
}

/// What came to a claim account in its period, and how much of that goods were given.
///
/// Spec: Docs/Spec/MassBalance.md §12.3.
package struct ClaimAccountLeaf: Hashable, Sendable {
    package private(set) var credited: Int64
    /// 0 to `credited`.
    package private(set) var used: Int64

    package init(credited: Int64 = 0, used: Int64 = 0) {
        precondition(0 <= used && used <= credited, "a claim that nobody credited")
        self.credited = credited
        self.used = used
    }

    package var left: Int64 { credited - used }
    package var isEmpty: Bool { credited == 0 }

    /// Adds credit; false when the sum does not fit.
    package mutating func credit(_ amount: Int64) -> Bool {
        let (sum, overflow) = credited.addingReportingOverflow(amount)
        if !overflow { credited = sum }
        return !overflow
    }

    /// Uses credit; false where there is less.
    package mutating func use(_ amount: Int64) -> Bool {
        guard amount <= left else { return false }
        used += amount
        return true
    }

    /// Gives back what was used.
    package mutating func giveBack(_ amount: Int64) {
        precondition(amount <= used, "credit that was not used")
        used -= amount
    }

    /// Takes credit away that should not have come; false where some of it is used.
    package mutating func takeAway(_ amount: Int64) -> Bool {
        guard amount <= left else { return false }
        credited -= amount
        return true
    }
}

extension ClaimAccountLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 2)
        writer.amount(credited)
        writer.amount(used)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 2)
        credited = try reader.amount()
        let offset = reader.offset
        used = try reader.amount()
        try reader.require(used <= credited, "no more used than was credited", at: offset)
    }
}
