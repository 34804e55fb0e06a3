/// What is refused before a library sees it, so that every verifier gives the same answer.
///
/// Libraries differ on points of small order, on coordinates that are not reduced, and on scalars that
/// are not reduced. A signature that holds on a node must hold on a phone.
///
/// Spec: Docs/Spec/Encoding.md §3; RFC 8032 §5.1; eprint 2020/1244.
enum StrictEd25519 {
    /// Whether the 32 bytes may be a public key or the R of a signature: y < p, and not one of the
    /// eight points whose order divides 8. Does not look whether the point is on the curve.
    static func allowsPoint(_ encoded: ArraySlice<UInt8>) -> Bool {
        var y = Array(encoded)
        guard y.count == 32 else { return false }
        y[31] &= 0x7F
        return isBelow(y, fieldPrime) && !smallOrderY.contains(y)
    }

    /// Whether the 64 bytes may be a signature: R allowed, and S < L.
    static func allowsSignature(_ bytes: Bytes) -> Bool {
        bytes.count == 64 && allowsPoint(bytes[..<32]) && isBelow(Array(bytes[32...]), groupOrder)
    }

    private static func isBelow(_ number: Bytes, _ bound: Bytes) -> Bool {
        number.reversed().lexicographicallyPrecedes(bound.reversed())
    }

    /// p = 2²⁵⁵ − 19, little-endian.
    private static let fieldPrime: Bytes = [0xED] + Bytes(repeating: 0xFF, count: 30) + [0x7F]

    /// L = 2²⁵² + 27742317777372353535851937790883648493, little-endian.
    private static let groupOrder: Bytes =
        [
            0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9,
            0xDE, 0x14,
        ] + Bytes(repeating: 0, count: 15) + [0x10]

    /// The y of the points of order 1, 2, 4 and 8; the sign of x does not matter.
    private static let smallOrderY: Set<Bytes> = [
        [1] + Bytes(repeating: 0, count: 31),
        [0xEC] + Bytes(repeating: 0xFF, count: 30) + [0x7F],
        Bytes(repeating: 0, count: 32),
        [
            0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10,
            0x67, 0x0F, 0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77,
            0x92, 0xAC, 0x03, 0x7A,
        ],
        [
            0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF,
            0x98, 0xF0, 0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88,
            0x6D, 0x53, 0xFC, 0x05,
        ],
    ]
}
