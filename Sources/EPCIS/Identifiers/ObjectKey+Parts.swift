extension ObjectKey {
    /// Whether the key is a GS1 key, and its text a Digital Link path.
    package var isGS1: Bool { text.utf8.first == UInt8(ascii: "/") }

    /// 14 digits, of a product, lot or item.
    package var gtin: String? {
        switch ai {
        case "01": value
        case "8006": value.map { String($0.prefix(14)) }
        default: nil
        }
    }

    /// The lot behind a GTIN, decoded.
    package var lot: String? { kind == .lot ? lastValue : nil }

    /// The serial behind a GTIN, decoded.
    package var serial: String? { kind == .instance ? lastValue : nil }

    /// 13 digits, of a place or party.
    package var gln: String? { ai == "414" || ai == "417" ? value : nil }

    /// What tells places of one GLN apart, decoded.
    package var glnExtension: String? { ai == "414" ? lastValue : nil }

    /// 18 digits.
    package var sscc: String? { ai == "00" ? value : nil }

    /// The key of the product that a lot or item is of; itself for a product.
    package var product: ObjectKey? {
        gtin.map { ObjectKey(text: "/01/" + $0, kind: .product) }
    }

    /// The primary application identifier, e.g. `01`.
    package var ai: String? { segment(1) }

    /// The value of the primary key, decoded.
    package var value: String? { segment(2) }

    /// The value of the qualifier, decoded.
    var lastValue: String? { segment(4) }

    /// The decoded text behind slash number `position`, from 1.
    private func segment(_ position: Int) -> String? {
        guard isGS1 else { return nil }
        var rest = text.utf8[...]
        for _ in 0..<position {
            guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return nil }
            rest = rest[rest.index(after: slash)...]
        }
        return Self.decoded(rest.prefix { $0 != UInt8(ascii: "/") })
    }

    /// Percent-decoded; keys hold nothing but valid encodings of ASCII.
    private static func decoded(_ segment: Substring.UTF8View) -> String {
        guard segment.contains(UInt8(ascii: "%")) else { return String(Substring(segment)) }
        var bytes: [UInt8] = []
        var rest = segment
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), let high = rest.popFirst(), let low = rest.popFirst()
            else {
                bytes.append(byte)
                continue
            }
            bytes.append((Hexadecimal.value(high) ?? 0) << 4 | (Hexadecimal.value(low) ?? 0))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether the company prefix of the key starts with `prefix` (digits).
    ///
    /// The indicator of a GTIN, the extension digit of an SSCC and the zero of a GRAI stand before
    /// the company prefix and are passed over.
    package func gs1CompanyPrefixMatches(_ prefix: String) -> Bool {
        guard let value, !prefix.isEmpty else { return false }
        let skipped: Int
        switch ai {
        case "00", "01", "8006", "8003": skipped = 1
        default: skipped = 0
        }
        return value.utf8.dropFirst(skipped).starts(with: prefix.utf8)
    }
}
