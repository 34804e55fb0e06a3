/// Why a byte string is not the encoding of the value that was asked for, and where.
package struct CBORError: Error, Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        /// The bytes end inside an item.
        case truncated
        /// A length or count says more than the bytes that are left.
        case lengthBeyondEnd
        /// A number, length or tag could be written in fewer bytes.
        case notShortest
        /// Streaming form, which the deterministic encoding forbids.
        case indefiniteLength
        /// Floats, unassigned simple values, reserved additional information.
        case unsupported
        /// Another kind of item stands where this one must.
        case expected(String)
        /// The integer does not fit the type that was asked for.
        case integerOutOfRange
        /// A text that is not UTF-8.
        case invalidUTF8
        /// Map keys must ascend bytewise by their encoding.
        case keysOutOfOrder
        case duplicateKey
        /// Deeper than the reader's limit.
        case tooDeep
        /// A complete item, and more behind it.
        case trailingBytes
        /// Well-formed, but not a value of the format: says what was wanted.
        case invalid(String)
    }

    package let reason: Reason
    /// Offset in the whole input, in bytes, of the item at fault.
    package let offset: Int

    package init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

extension CBORError: CustomStringConvertible {
    package var description: String { "at byte \(offset) \(reason)" }
}

extension CBORError.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .truncated: "an item has no end"
        case .lengthBeyondEnd: "a length reaches beyond the end"
        case .notShortest: "a number is not written as short as it can be"
        case .indefiniteLength: "a length is left open"
        case .unsupported: "there is a kind of item that is not used"
        case .expected(let kind): "\(kind) is missing"
        case .integerOutOfRange: "a number is too large or too small"
        case .invalidUTF8: "a text is not UTF-8"
        case .keysOutOfOrder: "a map is not sorted"
        case .duplicateKey: "a map has a key twice"
        case .tooDeep: "the nesting is too deep"
        case .trailingBytes: "there is more than there should be"
        case .invalid(let wanted): "there is not \(wanted)"
        }
    }
}
