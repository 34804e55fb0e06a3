extension Sequence where Element == UInt8 {
    /// Standard base64 with padding.
    ///
    /// Spec: RFC 4648 §4.
    package var base64: String {
        var text: [UInt8] = []
        var pending: UInt32 = 0
        var count = 0
        for byte in self {
            pending = pending << 8 | UInt32(byte)
            count += 1
            if count == 3 {
                for shift in [18, 12, 6, 0] as [UInt32] {
                    text.append(base64Digits[Int(pending >> shift & 63)])
                }
                pending = 0
                count = 0
            }
        }
        if count > 0 {
            let aligned = pending << (8 * UInt32(3 - count))
            for index in 0..<4 {
                let digit = base64Digits[Int(aligned >> UInt32(18 - 6 * index) & 63)]
                text.append(index <= count ? digit : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension Array where Element == UInt8 {
    /// Bytes from standard base64 with padding; nil for any other text, non-zero padding bits included.
    ///
    /// Spec: RFC 4648 §4, with the strictness of §3.5.
    package init?(base64: String) {
        var digits = Array(base64.utf8)
        guard digits.count.isMultiple(of: 4) else { return nil }
        self.init()
        var padding = 0
        while padding < 2, digits.last == UInt8(ascii: "=") {
            digits.removeLast()
            padding += 1
        }
        reserveCapacity(digits.count / 4 * 3 + 2)
        var pending: UInt32 = 0
        var bits: UInt32 = 0
        for digit in digits {
            guard let value = base64Value(digit) else { return nil }
            pending = (pending << 6 | UInt32(value)) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                append(UInt8(truncatingIfNeeded: pending >> bits))
            }
        }
        guard pending & ((1 << bits) - 1) == 0 else { return nil }
    }
}

private let base64Digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

private func base64Value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
}
