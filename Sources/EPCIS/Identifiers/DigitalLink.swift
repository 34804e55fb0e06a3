/// Reads a GS1 Digital Link of any domain, or its path alone.
///
/// Spec: GS1 Digital Link URI Syntax 1.4 §4 and §5; Docs/Spec/EPCIS.md §5.
struct DigitalLink {
    private let bytes: ByteWindow
    /// The path, from its first slash.
    private let path: Range<Int>
    private let isCanonicalHost: Bool

    /// Appends the key of the Web URI at `range`.
    ///
    /// - Returns: `nil` for a Web URI that is no Digital Link.
    static func read(
        _ bytes: ByteWindow, _ range: Range<Int>, into key: inout KeyBuilder
    ) throws(IdentifierError) -> ObjectKind? {
        guard let colon = URISyntax.schemeEnd(bytes, range),
            bytes.starts(colon..<range.upperBound, with: "://")
        else { return nil }
        let host = colon + 3..<range.upperBound
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/"), in: host) else { return nil }
        let name = host.lowerBound..<slash
        let isCanonical = name.count == 10 && bytes.starts(name, with: "id.gs1.org")
        return try DigitalLink(bytes, slash..<range.upperBound, isCanonicalHost: isCanonical)
            .append(to: &key)
    }

    /// Appends the key of a path such as `/01/09521321000018/10/ABC123`.
    static func readPath(
        _ bytes: ByteWindow, _ range: Range<Int>, into key: inout KeyBuilder
    ) throws(IdentifierError) -> ObjectKind? {
        try DigitalLink(bytes, range, isCanonicalHost: true).append(to: &key)
    }

    private init(_ bytes: ByteWindow, _ range: Range<Int>, isCanonicalHost: Bool) {
        self.bytes = bytes
        self.isCanonicalHost = isCanonicalHost
        var end = range.upperBound
        for index in range
        where bytes[index] == UInt8(ascii: "?") || bytes[index] == UInt8(ascii: "#") {
            end = index
            break
        }
        if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
        path = range.lowerBound..<end
    }

    private func append(to key: inout KeyBuilder) throws(IdentifierError) -> ObjectKind? {
        var slash = path.lowerBound
        while let segment = segment(after: slash) {
            slash = segment.upperBound
            guard let primary = primaryKey(segment), let value = self.segment(after: slash),
                isClaim(primary, value)
            else { continue }
            return try append(primary, value, to: &key)
        }
        return nil
    }

    /// The characters between the slash at `slash` and the next; `nil` at the end.
    private func segment(after slash: Int) -> Range<Int>? {
        guard slash < path.upperBound else { return nil }
        let start = slash + 1
        let end = bytes.firstIndex(of: UInt8(ascii: "/"), in: start..<path.upperBound)
        return start..<(end ?? path.upperBound)
    }

    private func primaryKey(_ segment: Range<Int>) -> DigitalLinkKey? {
        guard (2...4).contains(segment.count), URISyntax.isDigit(bytes[segment.lowerBound]) else {
            return nil
        }
        for key in DigitalLinkKey.allCases where matches(segment, key.ai) { return key }
        return nil
    }

    private func matches(_ segment: Range<Int>, _ ai: StaticString) -> Bool {
        segment.count == ai.utf8CodeUnitCount && bytes.starts(segment, with: ai)
    }

    /// Whether a number that happens to be an application identifier is meant as one: on GS1's own
    /// host always, elsewhere when what follows looks like the key. `…/2024/01/15` is no GTIN.
    private func isClaim(_ primary: DigitalLinkKey, _ value: Range<Int>) -> Bool {
        if isCanonicalHost { return true }
        var digits = 0
        for index in value {
            guard URISyntax.isDigit(bytes[index]) else { break }
            digits += 1
        }
        return primary.digitCount == nil ? digits >= 4 : digits >= 8
    }

    // MARK: Key and qualifiers

    private func append(
        _ primary: DigitalLinkKey, _ value: Range<Int>, to key: inout KeyBuilder
    ) throws(IdentifierError) -> ObjectKind {
        key.ai(primary.ai)
        try appendPrimary(primary, value, to: &key)
        let found = try qualifiers(of: primary, after: value.upperBound)
        return try appendFinest(primary, found, to: &key)
    }

    private func appendPrimary(
        _ primary: DigitalLinkKey, _ value: Range<Int>, to key: inout KeyBuilder
    ) throws(IdentifierError) {
        guard let digitCount = primary.digitCount else {
            guard let serial = primary.serial else { preconditionFailure("a key without form") }
            guard value.count >= 4, value.prefix(4).allSatisfy({ URISyntax.isDigit(bytes[$0]) })
            else { throw .syntax(rule: .companyPrefix) }
            try GS1Value.append(
                bytes, value, serial.set, lengthMax: serial.lengthMax, to: &key)
            return
        }
        guard value.count >= digitCount, primary.serial != nil || value.count == digitCount else {
            throw .syntax(rule: primary == .gtin ? .gtinLength : .length)
        }
        let digits = value.prefix(digitCount)
        try GS1Value.requireDigits(bytes, digits)
        if primary == .grai, bytes[digits.lowerBound] != UInt8(ascii: "0") {
            throw .syntax(rule: .graiZero)
        }
        key.append(bytes, digits)
        try requireCheckDigit(primary == .itip ? digits.prefix(14) : digits)
        if primary == .itip { try Self.checkPieces(bytes, digits.dropFirst(14)) }
        let rest = value.dropFirst(digitCount)
        if let serial = primary.serial, !rest.isEmpty {
            try GS1Value.append(bytes, rest, serial.set, lengthMax: serial.lengthMax, to: &key)
        }
    }

    /// The last digit must be the check digit of those before it.
    private func requireCheckDigit(_ digits: Range<Int>) throws(IdentifierError) {
        let expected = CheckDigit.value(bytes, digits.dropLast())
        let found = bytes[digits.upperBound - 1] &- UInt8(ascii: "0")
        guard expected == found else { throw .checkDigit(expected: expected, found: found) }
    }

    /// Four digits: a piece and how many there are.
    static func checkPieces(
        _ bytes: ByteWindow, _ digits: Range<Int>
    ) throws(IdentifierError) {
        var number = 0
        for index in digits { number = number * 10 + Int(bytes[index] &- UInt8(ascii: "0")) }
        let (piece, total) = (number / 100, number % 100)
        guard piece >= 1, piece <= total else { throw .syntax(rule: .pieces) }
    }

    private typealias Found = [(qualifier: DigitalLinkQualifier, value: Range<Int>)]

    /// The qualifiers behind the primary key, each checked, in order.
    private func qualifiers(
        of primary: DigitalLinkKey, after slash: Int
    ) throws(IdentifierError) -> Found {
        guard slash < path.upperBound else { return [] }
        var found: Found = []
        var scratch = KeyBuilder(isRecording: false)
        var allowed = primary.qualifiers[...]
        var slash = slash
        while let name = segment(after: slash) {
            guard let value = segment(after: name.upperBound) else {
                throw .syntax(rule: .unpairedSegment)
            }
            guard let place = allowed.firstIndex(where: { matches(name, $0.ai) }) else {
                throw .qualifier(ai: bytes.string(name))
            }
            let qualifier = allowed[place]
            // TPX stands alone, as does the Union importer's index beside a GLN extension.
            if !found.isEmpty, qualifier == .controlledSerial || qualifier == .unionImporter {
                throw .qualifier(ai: bytes.string(name))
            }
            try GS1Value.append(
                bytes, value, qualifier.value.set, lengthMax: qualifier.value.lengthMax,
                to: &scratch)
            found.append((qualifier, value))
            allowed = allowed[(place + 1)...]
            slash = value.upperBound
        }
        return found
    }

    /// Only the finest level identifies; a variant never does. Spec: CBV 2.0 §8.9.
    private func appendFinest(
        _ primary: DigitalLinkKey, _ found: Found, to key: inout KeyBuilder
    ) throws(IdentifierError) -> ObjectKind {
        if primary == .invoicingParty, found.isEmpty { throw .syntax(rule: .missingQualifier) }
        guard let finest = found.last(where: { $0.qualifier != .variant }) else {
            return primary.kind
        }
        let isWholeLocation =
            finest.qualifier == .extensionComponent && finest.value.count == 1
            && bytes[finest.value.lowerBound] == UInt8(ascii: "0")
        if isWholeLocation || finest.qualifier == .unionImporter
            || finest.qualifier == .serviceInstance
        {
            return primary.kind
        }
        key.ai(finest.qualifier.ai)
        try GS1Value.append(
            bytes, finest.value, finest.qualifier.value.set,
            lengthMax: finest.qualifier.value.lengthMax, to: &key)
        switch finest.qualifier {
        case .lot: return .lot
        case .serial: return .instance
        case .controlledSerial: return .controlledInstance
        default: return primary.kind
        }
    }
}
