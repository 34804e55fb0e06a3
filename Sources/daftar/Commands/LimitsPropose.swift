import ArgumentParser
import EPCIS
import LedgerCore
import Traceability

/// Land, products and what they can give, as files for the administrators.
///
/// Spec: Docs/Spec/Rules.md §13.
extension NetworkPropose {
    struct Plot: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "plot", abstract: "A plot, in place of what was known of it.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "As events name it: a URN, a Digital Link, another URI.") var plot: String

        @Option(name: .long, help: "The member that harvests it.") var owner: String
        @Option(name: .long, help: "What grows there: six digits of the Harmonized System.")
        var crop: String
        @Option(
            name: .long,
            help:
                "Square metres; what the outline measures by default; 0 for a plot that is no more."
        )
        var area: UInt64?
        @Option(name: .long, help: "SHA-256 over salt and outline, in hexadecimal digits.")
        var outline: String?
        @Option(
            name: .customLong("geojson"),
            help: "A file with the outline as a GeoJSON polygon, for every node to see.")
        var outlineFile: String?

        func perform(_ terminal: Terminal) async throws {
            let ring = try outlineFile.map(plotRing)
            guard let area = area ?? ring?.squareMetres else {
                throw CommandFailure.refused("A plot without an outline needs its --area.")
            }
            let digest = try outline.map { text in
                guard let digest = Digest(hex: text) else {
                    throw CommandFailure.refused("“\(text)” is no digest: 64 hexadecimal digits.")
                }
                return digest
            }
            let leaf = PlotLeaf(
                owner: try memberID(owner), crop: try commodityCode(crop), squareMetres: area,
                outline: digest, ring: ring)
            try options.draft([.setPlot(try key(of: plot).text, leaf)], terminal)
        }
    }

    struct Product: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "product", abstract: "What a product is, and what a piece of it holds.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "A Digital Link or URN of the product, or of a lot of it.")
        var product: String

        @Option(name: .long, help: "Six digits of the Harmonized System.") var commodity: String
        @Option(name: .long, help: "Milligrams inside a piece; none for what is sold by weight.")
        var net: Int64?

        func perform(_ terminal: Terminal) async throws {
            guard let key = try key(of: product).product else {
                throw CommandFailure.refused("“\(product)” is no product with a GTIN.")
            }
            let leaf = ProductLeaf(
                commodity: try commodityCode(commodity), netMilligrams: net)
            try options.draft([.setProduct(key.text, leaf)], terminal)
        }
    }

    struct Limits: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "limits",
            abstract: "What land can bear and goods can yield, from a height on.",
            discussion: "In place of all limits before; without any line there are none.")

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions

        @Option(
            name: .customLong("ceiling"),
            help: "CROP=GRAMS of a square metre, with /MONTH where seasons begin.")
        var bounds: [String] = []
        @Option(
            name: .customLong("yield"), help: "INPUT:OUTPUT=LEAST-MOST in thousandths.")
        var ranges: [String] = []
        @Option(
            name: .long,
            help: "COUNTRY=WEST,SOUTH,EAST,NORTH in whole degrees: the box that plots lie in.")
        var territory: String?
        @Flag(help: "What grew on a plot without an outline is unaccounted.")
        var outlinesNeeded = false
        @Option(
            name: .customLong("export"),
            help: "DESTINATION:GOODS=DEMAND, with @ORIGIN and /FROM/UNTIL before the sign.")
        var exportLines: [String] = []
        @Option(name: .long, help: "The first height that they hold at.")
        var from: UInt64

        func perform(_ terminal: Terminal) async throws {
            guard territory != nil || !outlinesNeeded else {
                throw CommandFailure.refused("Outlines are needed in a --territory.")
            }
            let ceilings = try bounds.map(cropCeiling)
            let yields = try ranges.map(yieldRange)
            guard Set(ceilings.map(\.crop)).count == ceilings.count,
                Set(yields.map { [$0.input, $0.output] }).count == yields.count
            else { throw CommandFailure.refused("A line is there twice.") }
            let pack = RulePack(
                ceilings: ceilings, yields: yields,
                territory: try territory.map { try box($0, outlinesNeeded) },
                exports: try exportLines.map { try ExportLineText($0).line })
            try options.draft([.setRulePack(pack, from: Height(from))], terminal)
        }
    }
}

private func plotRing(_ path: String) throws -> PlotRing {
    let bytes = try Files.read(path, bytesMax: 1 << 20)
    do {
        return try PlotRing(geoJSON: JSONValue(parsing: bytes))
    } catch let error as OutlineError {
        throw CommandFailure.refused(
            "\(path) gives no outline: \(error.reason).",
            advice: "It looks like {\"type\":\"Polygon\",\"coordinates\":[[[68.78,38.53],…]]}.")
    } catch {
        throw CommandFailure.refused("\(path) is no JSON: \(error)")
    }
}

private func key(of text: String) throws -> ObjectKey {
    guard let key = try? ObjectKey(parsing: text) else {
        throw CommandFailure.refused("“\(text)” is no identifier.")
    }
    return key
}

private func commodityCode(_ text: some StringProtocol) throws -> CommodityCode {
    guard let code = CommodityCode(String(text)) else {
        throw CommandFailure.refused("“\(text)” is no commodity: six digits, such as 080910.")
    }
    return code
}

/// Such as `080910=2500` or `080550=1500/5`.
private func cropCeiling(_ text: String) throws -> CropCeiling {
    let parts = text.split(separator: "=")
    let numbers = parts.count == 2 ? parts[1].split(separator: "/").map { UInt64($0) } : []
    guard (1...2).contains(numbers.count), let grams = numbers[0], let month = numbers.last ?? nil
    else {
        throw CommandFailure.refused(
            "“\(text)” is no ceiling.", advice: "It looks like 080910=2500 or 080910=2500/3.")
    }
    return CropCeiling(
        crop: try commodityCode(parts[0]), gramsPerSquareMetre: grams,
        firstMonth: numbers.count == 2 ? month : 1)
}

/// Such as `080910:081310=170-360`.
private func yieldRange(_ text: String) throws -> YieldRange {
    let parts = text.split(separator: "=")
    let kinds = parts.first?.split(separator: ":") ?? []
    let ends = parts.count == 2 ? parts[1].split(separator: "-").map { UInt64($0) } : []
    guard kinds.count == 2, ends.count == 2, let least = ends[0], let most = ends[1] else {
        throw CommandFailure.refused(
            "“\(text)” is no yield.", advice: "It looks like 080910:081310=170-360.")
    }
    return YieldRange(
        of: try commodityCode(kinds[1]), from: try commodityCode(kinds[0]), least: least,
        most: most)
}

/// Such as `TJ=67,36,76,42`.
private func box(_ text: String, _ needsOutlines: Bool) throws -> Territory {
    let parts = text.split(separator: "=")
    let degrees = parts.count == 2 ? parts[1].split(separator: ",").compactMap { Int64($0) } : []
    guard let country = parts.first.flatMap({ CountryCode(String($0)) }), degrees.count == 4,
        (-180...180).contains(degrees[0]), (-90...90).contains(degrees[1]),
        (degrees[0]...180).contains(degrees[2]), (degrees[1]...90).contains(degrees[3])
    else {
        throw CommandFailure.refused(
            "“\(text)” is no territory.", advice: "It looks like TJ=67,36,76,42.")
    }
    return Territory(
        country: country,
        southWest: GeoPoint(
            longitude: degrees[0] * GeoPoint.degree, latitude: degrees[1] * GeoPoint.degree),
        northEast: GeoPoint(
            longitude: degrees[2] * GeoPoint.degree, latitude: degrees[3] * GeoPoint.degree),
        needsOutlines: needsOutlines)
}
