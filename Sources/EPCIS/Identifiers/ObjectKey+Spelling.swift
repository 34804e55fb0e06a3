extension ObjectKey {
    /// The Digital Link under `root` (`https://id.gs1.org`, no slash at its end); the URI itself for
    /// what is no GS1 key.
    package func digitalLink(root: String = "https://id.gs1.org") -> String {
        isGS1 ? root + text : text
    }

    /// The EPC URN, when the length of the company prefix (6 to 12) is known and the scheme has one.
    ///
    /// Spec: GS1 Tag Data Standard 2.0 §7.
    package func urn(companyPrefixLength length: Int) -> String? {
        guard isGS1 else { return text }
        guard (6...12).contains(length), let ai, let value else { return nil }
        let digits = Array(value.utf8)
        switch ai {
        case "01": return gtinURN(digits, length)
        case "8006":
            guard digits.count == 18, let serial else { return nil }
            let pieces = Self.text(digits[14..<16]) + "." + Self.text(digits[16...])
            let parts = Self.moved(digits.prefix(13), length)
            return "urn:epc:id:itip:" + parts + "." + pieces + "." + Self.escaped(serial)
        case "00": return "urn:epc:id:sscc:" + Self.moved(digits.dropLast(), length)
        case "414":
            let end = glnExtension.map(Self.escaped) ?? "0"
            return "urn:epc:id:sgln:" + Self.cut(digits.dropLast(), length) + "." + end
        case "417": return "urn:epc:id:pgln:" + Self.cut(digits.dropLast(), length)
        case "8017": return "urn:epc:id:gsrnp:" + Self.cut(digits.dropLast(), length)
        case "8018": return "urn:epc:id:gsrn:" + Self.cut(digits.dropLast(), length)
        case "402": return "urn:epc:id:gsin:" + Self.cut(digits.dropLast(), length)
        case "8003": return Self.serialised("grai", digits.dropFirst(), length)
        case "253": return Self.serialised("gdti", digits[...], length)
        case "255": return Self.serialised("sgcn", digits[...], length)
        case "8004": return Self.textual("giai", digits, length)
        case "401": return Self.textual("ginc", digits, length)
        case "8010": return componentURN(digits, length)
        default: return nil
        }
    }

    private func gtinURN(_ digits: [UInt8], _ length: Int) -> String? {
        let parts = Self.moved(digits.dropLast(), length)
        guard let qualifier = text.utf8.split(separator: UInt8(ascii: "/")).dropFirst(2).first
        else {
            return "urn:epc:idpat:sgtin:" + parts + ".*"
        }
        if let lot { return "urn:epc:class:lgtin:" + parts + "." + Self.escaped(lot) }
        if let serial { return "urn:epc:id:sgtin:" + parts + "." + Self.escaped(serial) }
        guard String(qualifier) == "235", let tpx = lastValue else { return nil }
        return "urn:epc:id:upui:" + parts + "." + Self.escaped(tpx)
    }

    private func componentURN(_ digits: [UInt8], _ length: Int) -> String? {
        guard digits.count > length else { return nil }
        let part = Self.escaped(Self.text(digits[length...]))
        let serial = lastValue ?? "*"
        let scheme = lastValue == nil ? "idpat" : "id"
        return "urn:epc:\(scheme):cpi:" + Self.text(digits[..<length]) + "." + part + "." + serial
    }

    /// Company prefix, dot, first digit and the rest.
    private static func moved(_ digits: ArraySlice<UInt8>, _ length: Int) -> String {
        let body = digits.dropFirst()
        return text(body.prefix(length)) + "." + text(digits.prefix(1))
            + text(body.dropFirst(length))
    }

    private static func cut(_ digits: ArraySlice<UInt8>, _ length: Int) -> String {
        text(digits.prefix(length)) + "." + text(digits.dropFirst(length))
    }

    /// Thirteen digits and a serial in one value; without serial a class.
    private static func serialised(
        _ scheme: String, _ value: ArraySlice<UInt8>, _ length: Int
    ) -> String {
        let serial = value.dropFirst(13)
        let parts = cut(value.prefix(12), length)
        guard !serial.isEmpty else { return "urn:epc:idpat:\(scheme):" + parts + ".*" }
        return "urn:epc:id:\(scheme):" + parts + "." + escaped(text(serial))
    }

    private static func textual(_ scheme: String, _ value: [UInt8], _ length: Int) -> String? {
        guard value.count > length, value.prefix(length).allSatisfy(URISyntax.isDigit) else {
            return nil
        }
        return "urn:epc:id:\(scheme):" + text(value[..<length]) + "."
            + escaped(text(value[length...]))
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// Spec: GS1 Tag Data Standard 2.0 table A-1: only these characters are escaped in a URN.
    private static func escaped(_ value: String) -> String {
        var bytes: [UInt8] = []
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "/"),
                UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "?"), UInt8(ascii: "#"):
                bytes.append(UInt8(ascii: "%"))
                bytes.append(Hexadecimal.digit(byte >> 4))
                bytes.append(Hexadecimal.digit(byte))
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
