/// A customs declaration that goods were brought in under, by its number.
///
/// Spec: Docs/Spec/MassBalance.md §10.2.
package struct ImportDeclarationLeaf: Hashable, Sendable {
    /// Bytes of UTF-8, of a number and of a border post.
    package static let textBytesMax = 64

    package enum Duty: String, Hashable, Sendable, CaseIterable {
        case paid, exempt, suspended
    }

    /// What a declaration says.
    package struct Terms: Hashable, Sendable {
        package let unit: SmallestUnit
        /// What it is for as a whole.
        package let amount: Int64
        package let country: CountryCode
        package let post: String
        package let duty: Duty

        package init(
            unit: SmallestUnit, amount: Int64, country: CountryCode, post: String, duty: Duty
        ) {
            self.unit = unit
            self.amount = amount
            self.country = country
            self.post = post
            self.duty = duty
        }
    }

    /// Who named it first, and alone draws on it.
    package let member: MemberID
    package let terms: Terms
    /// What no event has drawn, 0 to the amount.
    package var left: Int64

    package init(member: MemberID, terms: Terms, left: Int64? = nil) {
        self.member = member
        self.terms = terms
        self.left = left ?? terms.amount
    }
}

extension ImportDeclarationLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 7)
        writer.value(member)
        writer.value(terms.unit)
        writer.amount(terms.amount)
        writer.amount(left)
        writer.value(terms.country)
        writer.text(terms.post)
        writer.text(terms.duty.rawValue)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 7)
        member = try reader.value(MemberID.self)
        let unit = try reader.value(SmallestUnit.self)
        let start = reader.offset
        let amount = try reader.amount()
        left = try reader.amount()
        try reader.require(left <= amount, "not more left than there was", at: start)
        let country = try reader.value(CountryCode.self)
        let post = try reader.text(max: ImportDeclarationLeaf.textBytesMax)
        let offset = reader.offset
        guard let duty = Duty(rawValue: try reader.text(max: 16)) else {
            throw CBORError(.invalid("a duty status"), at: offset)
        }
        terms = Terms(unit: unit, amount: amount, country: country, post: post, duty: duty)
    }
}
