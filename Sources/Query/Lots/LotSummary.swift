package import LedgerCore

/// A lot at a glance, as one reader sees it.
package struct LotSummary: Equatable, Sendable {
    /// Key of the lot.
    package let lot: String
    /// Key of the product it is of; nil for what has no GTIN.
    package let product: String?
    /// The event that made it first; nil where the ledger does not know its beginning.
    package let creation: LotCreation?
    /// Attributes that were stated when it was made, as far as the reader may see them: full names, JSON
    /// values.
    package let attributes: [Attribute]
    package let balance: LotBalance
    /// Events that name it or moved it.
    package let stepCount: Int
    /// Event times of the first and the last of them.
    package let firstTime: Timestamp
    package let lastTime: Timestamp
    package let height: Height

    /// Whether the ledger cannot follow all of its past: it was never made here, or some of it came
    /// from nowhere.
    package var isUnaccounted: Bool { creation == nil || balance.hasUnaccounted }
}

/// How a lot came to be.
package struct LotCreation: Equatable, Sendable {
    package let event: EventRecord
    /// Name of the business step.
    package let bizStep: String?
    /// Key of the place where it was made; nil where it is withheld.
    package let place: String?
    /// Whether it was made of other things, and not grown, caught or first recorded.
    package let isTransformation: Bool
}

/// A named value, as JSON.
package struct Attribute: Equatable, Sendable {
    /// In full, such as `https://ref.gs1.org/cbv/mda/harvestStartDate`.
    package let name: String
    package let value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
