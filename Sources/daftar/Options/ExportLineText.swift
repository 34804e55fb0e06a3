import EPCIS
import LedgerCore

/// A line about exports as it is typed: `RU:0809@TJ/2026-09-01T00:00Z/2026-12-01T00:00Z=embargo`.
struct ExportLineText {
    private static let example =
        "It looks like RU:0809=embargo, RU=certificate:phytosanitary or "
        + "RU:080910=residue:chlorpyrifos:10, with @ORIGIN and /FROM/UNTIL before the sign."

    let line: ExportLine

    init(_ text: String) throws {
        let sides = text.split(separator: "=", maxSplits: 1)
        guard sides.count == 2 else { throw Self.fault(text) }
        let parts = sides[0].split(separator: "/", omittingEmptySubsequences: false)
        let goods = parts[0].split(separator: "@")
        let about = goods.first?.split(separator: ":") ?? []
        guard parts.count == 1 || parts.count == 3, (1...2).contains(goods.count),
            (1...2).contains(about.count), let destination = CountryCode(String(about[0]))
        else { throw Self.fault(text) }
        var origin: CountryCode?
        if goods.count == 2 {
            guard let country = CountryCode(String(goods[1])) else { throw Self.fault(text) }
            origin = country
        }
        let digits = about.count == 2 ? String(about[1]) : ""
        guard digits.utf8.count <= ExportLine.digitsMax,
            digits.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
        else { throw Self.fault(text) }
        line = ExportLine(
            goods: digits, to: destination, origin: origin,
            from: try parts.count == 3 ? Self.moment(parts[1], text) : nil,
            until: try parts.count == 3 ? Self.moment(parts[2], text) : nil,
            try Self.demand(sides[1], text))
    }

    /// Nothing is for ever.
    private static func moment(_ part: Substring, _ text: String) throws -> Timestamp? {
        guard !part.isEmpty else { return nil }
        guard let time = EventTime(parsing: String(part)) else { throw fault(text) }
        return Timestamp(milliseconds: time.milliseconds)
    }

    private static func demand(_ part: Substring, _ text: String) throws -> ExportLine.Demand {
        let words = part.split(separator: ":")
        switch (words.first, words.count) {
        case ("embargo", 1): return .embargo
        case ("certificate", 2):
            guard let kind = CertificateKind(rawValue: String(words[1])) else { throw fault(text) }
            return .certificate(kind)
        case ("residue", 3):
            guard let most = UInt64(words[2]) else { throw fault(text) }
            return .residue(of: String(words[1]), most: most)
        default: throw fault(text)
        }
    }

    private static func fault(_ text: String) -> CommandFailure {
        .refused("“\(text)” is no line about exports.", advice: example)
    }
}
