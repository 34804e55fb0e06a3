/// What the administrators of the season's chain know of land and goods, and what they let through.
///
/// Spec: Docs/Spec/Rules.md §13.
package struct SeasonLimits: Sendable {
    package let plots: [Plot]
    package let products: [Product]
    package let ceilings: [Ceiling]
    package let yields: [Yield]
    package let facilities: [Facility]
    package let demands: [Demand]

    package struct Plot: Hashable, Sendable {
        /// The ledger's name for it.
        package let key: String
        /// The member that harvests it.
        package let owner: String
        package let crop: Crop
        package let squareMetres: UInt64
        /// `nil` for a plot that was not surveyed.
        package var outline: [Corner]?
    }

    /// In units of 10⁻⁷ degrees, north and east positive.
    package struct Corner: Hashable, Sendable {
        package let longitude: Int64
        package let latitude: Int64
    }

    package struct Product: Hashable, Sendable {
        /// Its Digital Link path.
        package let key: String
        package let crop: Crop
        /// In a piece; `nil` for goods that are weighed.
        package let netMilligrams: Int64?
    }

    package struct Ceiling: Hashable, Sendable {
        package let crop: Crop
        package let gramsPerSquareMetre: UInt64
    }

    /// A works or a store, and what can be made there or lie there.
    package struct Facility: Hashable, Sendable {
        /// The ledger's name for it.
        package let key: String
        package let owner: String
        /// A word for people.
        package let kind: String
        package var gramsHeld: Int64?
        package var gramsPerDay: Int64?
    }

    /// What a country demands of goods that leave for it.
    package struct Demand: Hashable, Sendable {
        package let crop: Crop
        /// ISO 3166-1.
        package let country: String
        package let what: What

        package enum What: Hashable, Sendable {
            case embargo
            case phytosanitaryCertificate
            /// At most this much of a substance, in micrograms a kilogram.
            case residue(of: String, most: UInt64)
        }
    }

    /// A certificate that is taken out of use.
    package struct Revocation: Hashable, Sendable {
        package let issuer: String
        package let number: String
        package let reason: String
    }

    /// What share of an input comes out, in thousandths.
    package struct Yield: Hashable, Sendable {
        package let input: Crop
        package let output: Crop
        package let range: ClosedRange<UInt64>

        init(_ input: Crop, _ output: Crop, _ conversion: Conversion) {
            self.input = input
            self.output = output
            range = UInt64(conversion.limits.lowerBound)...UInt64(conversion.limits.upperBound)
        }
    }

    /// About four times what is usual: the best hectare of the best year passes.
    static let ceilings = [
        Ceiling(crop: .freshApricot, gramsPerSquareMetre: 2_500),
        Ceiling(crop: .onion, gramsPerSquareMetre: 8_000),
        Ceiling(crop: .seedCotton, gramsPerSquareMetre: 500),
    ]

    /// Nobody buys fresh apricots in Antarctica.
    static let demands = [
        Demand(crop: .freshApricot, country: "AQ", what: .embargo),
        Demand(crop: .freshApricot, country: "KZ", what: .phytosanitaryCertificate),
        Demand(
            crop: .freshApricot, country: "LV",
            what: .residue(of: AttemptScene.pesticide, most: 10)),
    ]

    /// Where input and output differ by the customs tariff; the limits of ``Conversion``.
    static let yields = [
        Yield(.freshApricot, .driedApricot, .dryingApricot),
        Yield(.freshApricot, .apricotStones, .stoningApricot),
        Yield(.seedCotton, .cottonSeed, .ginningSeed),
    ]
}

extension MasterData {
    var limitedPlots: [SeasonLimits.Plot] {
        plots.compactMap { plot in
            guard let ares = plot.ares, let crop = plot.crop else { return nil }
            return SeasonLimits.Plot(
                key: member.part(plot.part).path, owner: member.id, crop: crop,
                squareMetres: UInt64(ares) * 100)
        }
    }

    var limitedProducts: [SeasonLimits.Product] {
        items.map { item in
            SeasonLimits.Product(
                key: "/01/" + item.gtin, crop: item.crop,
                netMilligrams: item.netGrams.map { Int64($0) * 1_000 })
        }
    }
}
