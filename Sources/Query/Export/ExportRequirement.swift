package import LedgerCore

/// One thing that a country asks of goods before it lets them in.
///
/// Spec: Docs/Spec/ExportCase.md §2.
package struct ExportRequirement: Equatable, Sendable {
    /// What shows that it is met.
    package enum Evidence: Hashable, Sendable {
        /// One of this kind that is in force and enough.
        case certificate(CertificateKind)
        /// A business transaction that an event of the lot names, by its CBV type.
        case document(String)
        /// Every lot that went into it has a grower and a place on the ledger.
        case chain
        /// Nothing that the ledger knows: it goes with the case on paper.
        case paper
    }

    /// What happens without it.
    package enum Weight: String, Sendable, CaseIterable {
        /// The goods stay out.
        case required
        /// They come in, at a cost such as the full duty.
        case advised
    }

    /// Unique in its table.
    package let id: String
    /// ISO 3166-1, two letters.
    package let destinations: [String]
    /// Beginnings of codes of the Harmonized System; empty for all goods.
    package let products: [String]
    /// Beginnings of codes that it does not touch.
    package let except: [String]
    package let evidence: Evidence
    package let weight: Weight
    package let title: ExportText
    /// Where it is said.
    package let source: String
    /// The day on which the source was as it is told here.
    package let dated: String
    /// Whether the source itself was read for this line; else somebody knew it.
    package let isChecked: Bool
    /// The first moment at which it is asked for; nil for always.
    package let from: Timestamp?

    /// Whether it is asked for these goods in that country then.
    package func applies(to goods: CommodityCode, in country: String, at moment: Timestamp) -> Bool
    {
        destinations.contains(country) && (from.map { $0 <= moment } ?? true)
            && (products.isEmpty || products.contains(where: goods.text.hasPrefix))
            && !except.contains(where: goods.text.hasPrefix)
    }
}
