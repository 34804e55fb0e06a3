/// Reads `urn:epc:id:…`, `urn:epc:class:…` and `urn:epc:idpat:…`.
///
/// Spec: GS1 Tag Data Standard 2.0 §6.3 (syntax), §7 (the keys behind), §8 (patterns).
struct EPCURN {
    private let bytes: ByteWindow
    private let isPattern: Bool

    /// Where the parts between the dots stand; a scheme has at most five.
    private var parts: (Range<Int>, Range<Int>, Range<Int>, Range<Int>, Range<Int>)

    /// Appends the key of the URN at `range`, which starts with `urn:epc:`.
    ///
    /// A pattern that is no class, a raw or tag URI, and the schemes without a GS1 key leave `key`
    /// empty: they are their own key, and the caller has yet to see that they are URIs.
    static func read(
        _ bytes: ByteWindow, _ range: Range<Int>, into key: inout KeyBuilder
    ) throws(IdentifierError) -> ObjectKind {
        let body = range.dropFirst(8)
        if bytes.starts(body, with: "id:") {
            return try read(bytes, body.dropFirst(3), isPattern: false, into: &key)
        }
        if bytes.starts(body, with: "class:lgtin:") {
            return try EPCURN(bytes, body.dropFirst(12), .lgtin, isPattern: false)
                .append(.lgtin, to: &key)
        }
        if bytes.starts(body, with: "idpat:") {
            return try read(bytes, body.dropFirst(6), isPattern: true, into: &key)
        }
        if bytes.starts(body, with: "tag:") || bytes.starts(body, with: "raw:") { return .other }
        if bytes.starts(body, with: "pat:") { return .pattern }
        throw .syntax(rule: .unknownScheme)
    }

    private static func read(
        _ bytes: ByteWindow, _ range: Range<Int>, isPattern: Bool, into key: inout KeyBuilder
    ) throws(IdentifierError) -> ObjectKind {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: range) else {
            throw .syntax(rule: .unknownScheme)
        }
        let name = range.lowerBound..<colon
        guard let scheme = scheme(bytes, name) else {
            if isForeign(bytes, name) { return isPattern ? .pattern : .other }
            throw .syntax(rule: .unknownScheme)
        }
        let urn = try EPCURN(bytes, colon + 1..<range.upperBound, scheme, isPattern: isPattern)
        guard isPattern else { return try urn.append(scheme, to: &key) }
        return try urn.appendClass(scheme, to: &key)
    }

    private static func scheme(_ bytes: ByteWindow, _ name: Range<Int>) -> EPCScheme? {
        guard let position = EPCScheme.table.position(bytes, name) else { return nil }
        let scheme = EPCScheme.allCases[position]
        return scheme == .lgtin ? nil : scheme
    }

    /// Schemes of the Tag Data Standard without a GS1 key.
    private static func isForeign(_ bytes: ByteWindow, _ name: Range<Int>) -> Bool {
        let schemes: [StaticString] = ["gid", "usdod", "adi", "bic", "imovn"]
        return schemes.contains {
            $0.utf8CodeUnitCount == name.count && bytes.starts(name, with: $0)
        }
    }

    private init(
        _ bytes: ByteWindow, _ range: Range<Int>, _ scheme: EPCScheme, isPattern: Bool
    ) throws(IdentifierError) {
        self.bytes = bytes
        self.isPattern = isPattern
        let none = range.upperBound..<range.upperBound
        var found = (none, none, none, none, none)
        var start = range.lowerBound
        for part in 0..<scheme.partCount {
            var end = range.upperBound
            if part < scheme.partCount - 1 {
                guard
                    let dot = bytes.firstIndex(of: UInt8(ascii: "."), in: start..<range.upperBound)
                else { throw .syntax(rule: .parts) }
                end = dot
            }
            switch part {
            case 0: found.0 = start..<end
            case 1: found.1 = start..<end
            case 2: found.2 = start..<end
            case 3: found.3 = start..<end
            default: found.4 = start..<end
            }
            start = end + 1
        }
        parts = found
    }

    // MARK: From URN to key

    private func append(
        _ scheme: EPCScheme, to key: inout KeyBuilder
    ) throws(IdentifierError) -> ObjectKind {
        try checkDigits(scheme)
        switch scheme {
        case .sgtin:
            appendGTIN("01", to: &key)
            key.ai("21")
            try appendText(parts.2, lengthMax: 20, to: &key)
            return .instance
        case .lgtin:
            appendGTIN("01", to: &key)
            key.ai("10")
            try appendText(parts.2, lengthMax: 20, to: &key)
            return .lot
        case .upui:
            appendGTIN("01", to: &key)
            key.ai("235")
            try appendText(parts.2, lengthMax: 28, to: &key)
            return .controlledInstance
        case .itip:
            try appendPiece(to: &key)
            key.ai("21")
            try appendText(parts.4, lengthMax: 20, to: &key)
            return .instance
        case .sscc:
            key.ai("00")
            appendMovedDigit(to: &key)
            return .logisticUnit
        case .sgln:
            appendReference("414", to: &key)
            guard !isZero(parts.2) else { return .location }
            key.ai("254")
            try appendText(parts.2, lengthMax: 20, to: &key)
            return .location
        case .pgln:
            appendReference("417", to: &key)
            return .party
        case .grai:
            appendReference("8003", prefix: UInt8(ascii: "0"), to: &key)
            try appendText(parts.2, lengthMax: 16, to: &key)
            return .returnableAsset
        case .gdti:
            appendReference("253", to: &key)
            try appendText(parts.2, lengthMax: 17, to: &key)
            return .document
        case .sgcn:
            appendReference("255", to: &key)
            try GS1Value.append(bytes, parts.2, .digits, lengthMax: 12, to: &key)
            return .coupon
        case .gsrn:
            appendReference("8018", to: &key)
            return .serviceRelation
        case .gsrnp:
            appendReference("8017", to: &key)
            return .serviceRelation
        case .gsin:
            appendReference("402", to: &key)
            return .consignment
        case .ginc:
            try appendPrefixed("401", .text, to: &key)
            return .consignment
        case .giai:
            try appendPrefixed("8004", .text, to: &key)
            return .individualAsset
        case .cpi:
            try appendPrefixed("8010", .partNumber, to: &key)
            key.ai("8011")
            guard !parts.2.isEmpty,
                bytes[parts.2.lowerBound] != UInt8(ascii: "0") || parts.2.count == 1
            else { throw .syntax(rule: .leadingZero) }
            try GS1Value.append(bytes, parts.2, .digits, lengthMax: 12, to: &key)
            return .component
        }
    }

    /// A pattern whose last part alone is a star stands for a class, and has the key of that class.
    private func appendClass(
        _ scheme: EPCScheme, to key: inout KeyBuilder
    ) throws(IdentifierError) -> ObjectKind {
        let last = scheme.partCount == 5 ? parts.4 : parts.2
        guard scheme.partCount > 2, isStar(last), !isStar(parts.1),
            !isStar(parts.2) || last == parts.2
        else { return .pattern }
        try checkDigits(scheme)
        switch scheme {
        case .sgtin, .upui:
            appendGTIN("01", to: &key)
            return .product
        case .itip:
            try appendPiece(to: &key)
            return .product
        case .sgln:
            appendReference("414", to: &key)
            return .location
        case .grai:
            appendReference("8003", prefix: UInt8(ascii: "0"), to: &key)
            return .returnableAsset
        case .gdti:
            appendReference("253", to: &key)
            return .document
        case .sgcn:
            appendReference("255", to: &key)
            return .coupon
        case .cpi:
            try appendPrefixed("8010", .partNumber, to: &key)
            return .component
        default: return .pattern
        }
    }

    // MARK: Parts

    private func checkDigits(_ scheme: EPCScheme) throws(IdentifierError) {
        try GS1Value.requireDigits(bytes, parts.0)
        guard (6...12).contains(parts.0.count) else { throw .syntax(rule: .companyPrefix) }
        guard let count = scheme.digitCount else { return }
        try GS1Value.requireDigits(bytes, parts.1)
        guard parts.0.count + parts.1.count == count else { throw .syntax(rule: .length) }
    }

    private func appendText(
        _ part: Range<Int>, lengthMax: Int, to key: inout KeyBuilder
    ) throws(IdentifierError) {
        try GS1Value.append(bytes, part, .text, lengthMax: lengthMax, to: &key)
    }

    private func appendGTIN(_ ai: StaticString, to key: inout KeyBuilder) {
        key.ai(ai)
        appendMovedDigit(to: &key)
    }

    /// Company prefix and reference, the first digit of the reference moved to the front, and the
    /// check digit: GTIN and SSCC.
    private func appendMovedDigit(to key: inout KeyBuilder) {
        let start = key.bytes.count
        key.append(bytes[parts.1.lowerBound])
        key.append(bytes, parts.0)
        key.append(bytes, parts.1.dropFirst())
        key.appendCheckDigit(from: start)
    }

    /// Company prefix, reference and check digit.
    private func appendReference(
        _ ai: StaticString, prefix: UInt8? = nil, to key: inout KeyBuilder
    ) {
        key.ai(ai)
        if let prefix { key.append(prefix) }
        let start = key.bytes.count
        key.append(bytes, parts.0)
        key.append(bytes, parts.1)
        key.appendCheckDigit(from: start)
    }

    /// Company prefix and a reference that is text; 30 characters together.
    private func appendPrefixed(
        _ ai: StaticString, _ set: GS1Value.CharacterSet, to key: inout KeyBuilder
    ) throws(IdentifierError) {
        key.ai(ai)
        key.append(bytes, parts.0)
        try GS1Value.append(bytes, parts.1, set, lengthMax: 30 - parts.0.count, to: &key)
    }

    private func appendPiece(to key: inout KeyBuilder) throws(IdentifierError) {
        appendGTIN("8006", to: &key)
        for part in [parts.2, parts.3] {
            guard part.count == 2 else { throw .syntax(rule: .length) }
            try GS1Value.requireDigits(bytes, part)
            key.append(bytes, part)
        }
        let (piece, total) = (parts.2, parts.3)
        guard bytes.head(of: piece).bigEndian <= bytes.head(of: total).bigEndian,
            !(isZero(piece.prefix(1)) && isZero(piece.dropFirst()))
        else { throw .syntax(rule: .pieces) }
    }

    private func isZero(_ part: Range<Int>) -> Bool {
        part.count == 1 && bytes[part.lowerBound] == UInt8(ascii: "0")
    }

    private func isStar(_ part: Range<Int>) -> Bool {
        part.count == 1 && bytes[part.lowerBound] == UInt8(ascii: "*")
    }
}
