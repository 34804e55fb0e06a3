/// What a client is willing to read, by preference.
///
/// Spec: RFC 9110 §12.5.1 and §12.5.4. Malformed elements are skipped, as browsers send them.
struct Accept: Hashable, Sendable {
    /// In the order of the header.
    let ranges: [Range]

    struct Range: Hashable, Sendable {
        /// Lower case, without parameters: `text/html`, `text/*`, `*/*`; for languages `tg`, `*`.
        var name: String
        /// Thousandths.
        var quality: Int
    }

    init(_ header: String?) {
        guard let header, !header.isEmpty else {
            ranges = []
            return
        }
        ranges = header.split(separator: ",", maxSplits: 63).compactMap { element in
            let parts = element.split(separator: ";")
            guard let first = parts.first else { return nil }
            let name = first.filter { $0 != " " && $0 != "\t" }.lowercased()
            guard !name.isEmpty else { return nil }
            var quality = 1000
            for parameter in parts.dropFirst() {
                let text = parameter.filter { $0 != " " && $0 != "\t" }.lowercased()
                guard text.hasPrefix("q=") else { continue }
                guard let value = Self.thousandths(text.dropFirst(2)) else { return nil }
                quality = value
            }
            return Range(name: name, quality: quality)
        }
    }

    /// The best of `offers` (without parameters), by quality and then by the order offered; the
    /// first one when the client names nothing, `nil` when it excludes all of them.
    func bestMediaType(of offers: [String]) -> String? {
        guard !ranges.isEmpty else { return offers.first }
        return best(of: offers) { offer in
            let type = offer.prefix { $0 != "/" }
            return [offer, type + "/*", "*/*"]
        }
    }

    /// The best of `offers`, which are primary language subtags; `nil` when none is named.
    func bestLanguage(of offers: [String]) -> String? {
        best(of: offers) { offer in
            [offer] + ranges.map(\.name).filter { $0.hasPrefix(offer + "-") }
        }
    }

    private func best(of offers: [String], names: (String) -> [String]) -> String? {
        var best: (offer: String, quality: Int)?
        for offer in offers {
            var quality = 0
            for name in names(offer) {
                if let range = ranges.first(where: { $0.name == name }) {
                    quality = range.quality
                    break
                }
            }
            if quality > (best?.quality ?? 0) { best = (offer, quality) }
        }
        return best?.offer
    }

    /// `1`, `0.8`, `0.333` as thousandths.
    private static func thousandths(_ text: Substring) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first.flatMap({ Int($0) }),
            (0...1).contains(whole)
        else { return nil }
        guard parts.count == 2 else { return whole * 1000 }
        let digits = parts[1].prefix(3)
        guard digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        let fraction = Int(digits + String(repeating: "0", count: 3 - digits.count)[...]) ?? 0
        return min(1000, whole * 1000 + fraction)
    }
}
