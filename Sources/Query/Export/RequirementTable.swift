package import LedgerCore

/// What countries ask of goods: data that a user can replace with a table of its own.
///
/// Spec: Docs/Spec/ExportCase.md §2.
package struct RequirementTable: Equatable, Sendable {
    package static let requirementsMax = 500
    /// Of its JSON text.
    package static let bytesMax = 256 << 10

    package let name: String
    /// The day that it tells of, as `2026-11-26`.
    package let dated: String
    package let requirements: [ExportRequirement]

    /// Those of these goods in that country, in the order of the table.
    package func requirements(
        of goods: CommodityCode, in country: String, at moment: Timestamp
    ) -> [ExportRequirement] {
        requirements.filter { $0.applies(to: goods, in: country, at: moment) }
    }

    /// Whether the table says anything of a country.
    package func knows(_ country: String) -> Bool {
        requirements.contains { $0.destinations.contains(country) }
    }
}

/// Why a table is none.
package struct RequirementTableFault: Error, Equatable, Sendable {
    /// Spec: RFC 6901.
    package let pointer: String
    package let reason: String
}
