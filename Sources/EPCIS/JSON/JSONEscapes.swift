/// Escape sequences of JSON strings. Spec: RFC 8259 §7.
enum JSONEscapes {
    /// The UTF-8 bytes that a scanned string stands for.
    static func decode(_ bytes: ByteWindow, _ range: Range<Int>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            let escape = bytes[index]
            index += 1
            guard escape == UInt8(ascii: "u") else {
                text.append(character(escape) ?? escape)
                continue
            }
            var scalar = unit(bytes, at: index) ?? 0
            index += 4
            if isHigh(scalar), let low = unit(bytes, at: index + 2) {
                scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                index += 6
            }
            if let scalar = Unicode.Scalar(scalar) { text += Array(UTF8.encode(scalar) ?? .init()) }
        }
        return text
    }

    /// What a two-character escape stands for; `nil` for none.
    static func character(_ escape: UInt8) -> UInt8? {
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): escape
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// The UTF-16 code unit of four hexadecimal digits.
    static func unit(_ bytes: ByteWindow, at index: Int) -> UInt32? {
        guard index >= 0, bytes.count - index >= 4 else { return nil }
        var unit: UInt32 = 0
        for place in index..<index + 4 {
            guard let digit = Hexadecimal.value(bytes[place]) else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    static func isHigh(_ unit: UInt32) -> Bool { (0xD800...0xDBFF).contains(unit) }
    static func isLow(_ unit: UInt32) -> Bool { (0xDC00...0xDFFF).contains(unit) }
}

enum Hexadecimal {
    /// 0 to 15; `nil` for no hexadecimal digit.
    @inline(__always)
    static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// An upper-case digit for 0 to 15.
    static func digit(_ value: UInt8) -> UInt8 {
        let value = value & 15
        return value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
