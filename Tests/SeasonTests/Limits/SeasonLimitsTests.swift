import EPCIS
import Testing

@testable import Season

@Suite struct SeasonLimitsTests {
    private let season = DemoSeason()

    @Test func `every farm has land, and every product a commodity`() {
        let farms = Set(season.members.filter { $0.role == .farm }.map(\.id))

        #expect(Set(season.limits.plots.map(\.owner)) == farms)
        #expect(Set(season.limits.plots.map(\.key)).count == farms.count)
        #expect(season.limits.plots.allSatisfy { (6_000...160_000).contains($0.squareMetres) })
        #expect(Set(season.limits.products.map(\.key)).count == season.limits.products.count)
        #expect(season.limits.products.contains { $0.netMilligrams == 30_000_000 })
    }

    @Test func `no farm of the season reaches its ceiling`() throws {
        let harvested = try harvestedGrams()

        for plot in season.limits.plots {
            let ceiling = season.limits.ceilings.first { $0.crop == plot.crop }
            let bearable = plot.squareMetres * (ceiling?.gramsPerSquareMetre ?? 0)
            let grams = harvested[plot.key] ?? 0
            #expect(grams > 0 && grams < bearable, "\(plot.key): \(grams) of \(bearable)")
        }
    }

    @Test func `what is odd is a shipment of its day that the season leaves possible`() throws {
        var oracle = MovementOracle()
        for document in season.documents { try oracle.read(document.bytes, by: document.member) }
        let oddity = try #require(season.oddity(at: 1_790_000_000))

        try oracle.read(oddity.bytes, by: oddity.member)

        #expect(oddity.eventCount == 1)
        #expect(oracle.overdrafts == [])
        #expect(oracle.underWay.filter { $0.value != 0 }.count == 1)
    }

    /// By plot, from what the documents say.
    private func harvestedGrams() throws -> [String: UInt64] {
        var grams: [String: UInt64] = [:]
        for document in season.documents {
            let value = try JSONValue(parsing: document.bytes)
            for event in value["epcisBody"]?["eventList"]?.array ?? [] {
                guard let plot = event["ilmd"]?["agri:plot"]?.string else { continue }
                for amount in event["quantityList"]?.array ?? [] {
                    let number = try #require(amount["quantity"]?.number)
                    let kilograms = try #require(Double(number.text))
                    grams[try ObjectKey(parsing: plot).text, default: 0] += UInt64(
                        kilograms * 1_000)
                }
            }
        }
        return grams
    }
}
