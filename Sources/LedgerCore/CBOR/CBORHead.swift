/// The eight major types.
///
/// Spec: RFC 8949 §3.1.
enum CBORMajor: UInt8 {
    case unsigned = 0
    case negative = 1
    case bytes = 2
    case text = 3
    case array = 4
    case map = 5
    case tag = 6
    case simple = 7

    /// What a message says was expected.
    var name: String {
        switch self {
        case .unsigned: "an unsigned integer"
        case .negative: "a negative integer"
        case .bytes: "a byte string"
        case .text: "a text"
        case .array: "an array"
        case .map: "a map"
        case .tag: "a tag"
        case .simple: "a simple value"
        }
    }
}

/// The first bytes of an item: its major type and its number.
struct CBORHead {
    let major: CBORMajor
    let argument: UInt64

    /// The one to nine bytes that are the shortest way to write it.
    func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
        let size: Int
        switch argument {
        case 0..<24: size = 0
        case 24...0xFF: size = 1
        case 0x100...0xFFFF: size = 2
        case 0x1_0000...0xFFFF_FFFF: size = 4
        default: size = 8
        }
        let information = size == 0 ? UInt8(argument) : 24 + UInt8(size.trailingZeroBitCount)
        let first = major.rawValue << 5 | information
        // The first byte stands before the last `size` bytes of the number.
        withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { memory in
            memory.storeBytes(of: argument.bigEndian, toByteOffset: 8, as: UInt64.self)
            memory[15 - size] = first
            body(UnsafeRawBufferPointer(rebasing: memory[(15 - size)...]))
        }
    }
}

/// The simple values that the formats use.
enum CBORSimple {
    static let `false`: UInt64 = 20
    static let `true`: UInt64 = 21
    static let null: UInt64 = 22
}
