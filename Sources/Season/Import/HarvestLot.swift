package import EPCIS

/// A row that was understood: what a harvest event says of a lot.
package struct HarvestLot: Hashable, Sendable {
    /// As a spreadsheet counts.
    package let row: Int
    /// Fits AI (10).
    package var number: String
    package let quantity: ExactDecimal
    /// UN/CEFACT Recommendation 20 code.
    package let unit: String
    /// When the lot was weighed and recorded; the time of the event.
    package let recorded: CivilDay
    package let harvested: HarvestPeriod?
    /// ISO 3166-1 alpha-2.
    package let country: String?
    /// Hundredths of a percent of water.
    package let moisture: Int?
    /// Further text about the lot: name of an attribute of ours, and its value.
    package let attributes: [Attribute]

    package struct Attribute: Hashable, Sendable {
        package let name: String
        package let text: String
    }
}
